import { spawn } from "node:child_process";
import { join } from "node:path";
import { installKernelspec, jupyterDataFolder } from "../kernel/kernelspec";
import { ensureLab, labFolder } from "./lab/environment";
import { programOf } from "./lab/python";
import { StepError } from "./lab/step";
import { projectRoot } from "./project-root";

const help = `npm run lab [-- ARGUMENTS]

Opens the notebooks in JupyterLab, with the TypeScript kernel and the chart extension. The first time it makes a
Python environment of its own under .cache/python (Python 3.10 or newer; about a minute).

ARGUMENTS go to JupyterLab as they are, for example:
  npm run lab -- --no-browser --port 8890
  npm run lab -- --help-all      all of JupyterLab's settings
PYTHON names the Python to use, where python3 on the path is not the right one.`;

/** What `npm run lab -- words` asks for: the help, or JupyterLab with further arguments. */
export function parseLabWords(words: readonly string[]): "help" | readonly string[] {
  return words.includes("--help") || words.includes("-h") ? "help" : words;
}

/** Runs JupyterLab in this terminal until it ends; Ctrl-C is its own affair (it asks before it stops). */
function runLab(root: string, words: readonly string[]): Promise<number> {
  const bin = join(programOf(labFolder(root), "python"), "..");
  const separator = process.platform === "win32" ? ";" : ":";
  const environment = { ...process.env, PATH: `${bin}${separator}${process.env.PATH ?? ""}` };
  const asRoot = process.getuid?.() === 0 ? ["--allow-root"] : [];
  const child = spawn(
    programOf(labFolder(root), "jupyter-lab"),
    [...asRoot, ...words, join(root, "notebooks")],
    {
      stdio: "inherit",
      env: environment,
    },
  );
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 130));
  });
}

/** `npm run lab`: resolves with the exit code. */
export async function lab(words: readonly string[], root: string): Promise<number> {
  const asked = parseLabWords(words);
  if (asked === "help") {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const controller = new AbortController();
  process.on("SIGINT", () => controller.abort());
  try {
    await ensureLab(root, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return 130;
    throw error;
  }
  // In the environment's own prefix: no other Jupyter is touched.
  installKernelspec(jupyterDataFolder(labFolder(root)));
  return runLab(root, asked);
}

if (require.main === module) {
  lab(process.argv.slice(2), projectRoot).then(
    (code) => process.exit(code),
    (error: Error) => {
      const expected = error instanceof StepError || error instanceof RangeError;
      process.stderr.write(`${expected ? error.message : error.stack}\n`);
      process.exit(1);
    },
  );
}

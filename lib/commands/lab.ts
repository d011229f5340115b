import { spawn } from "node:child_process";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { OutputError } from "../runner/files/write-atomically";
import { UsageError } from "../runner/usage-error";
import { ensureLab } from "./lab/environment";
import { jupyterFolders, jupyterVariables, prepareJupyterFolders } from "./lab/jupyter-folders";
import { modulesIn } from "./lab/python";
import { StepError } from "./lab/step";
import { ownNotebooks, trustNotebooks } from "./lab/trust";
import { type LabWords, readLabWords } from "./lab/words";
import { projectRoot } from "./project-root";

const help = `npm run lab [-- FLAGS ARGUMENTS]

Opens the notebooks in JupyterLab, with the TypeScript kernel and the chart extension. The first time it makes a Python
environment of its own under .cache/python (with uv where that is on the path, else with Python 3.10 or newer; half a
minute). Settings, kernel and trust lie under .cache/jupyter: your own Jupyter is not touched.

  --notebook      Notebook 7 instead of JupyterLab
  --python PATH   a Python of yours: where it has JupyterLab, that is used as it is; else the environment is made with
                  it. The environment variable PYTHON does the same.
  --help          this text

ARGUMENTS go to Jupyter as they are, for example:
  npm run lab -- notebooks/05-accumulate-versus-replace.ipynb
  npm run lab -- --no-browser --port 8890
  npm run lab -- --help-all      all of JupyterLab's settings

Ends with 0, 1 when the environment cannot be made, 2 for a wrong word on the command line, else as Jupyter does.`;

/** Runs Jupyter in this terminal until it ends; Ctrl-C is its own affair (it asks before it stops). */
function runJupyter(
  python: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(python, words, { stdio: "inherit", env: environment });
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 130));
  });
}

const otherFolder = /^--(?:notebook-dir|ServerApp\.root_dir|preferred-dir)(?:=|$)/;

/** The words that start Jupyter on a folder, unless they name another. */
export function jupyterWords({ notebook, others }: LabWords, folder: string, asRoot: boolean): string[] {
  return [
    "-m",
    notebook ? "notebook" : "jupyterlab",
    ...(others.some((word) => otherFolder.test(word)) ? [] : [`--ServerApp.root_dir=${folder}`]),
    ...(asRoot ? ["--allow-root"] : []),
    ...others,
  ];
}

function checkNotebook(python: string): void {
  if (modulesIn(python, ["notebook"]).length > 0) return;
  const remedy = `${python} -m pip install notebook`;
  throw new RangeError(
    `--notebook needs Notebook 7, which ${python} has not: ${remedy}, or leave out --python.`,
  );
}

/** `npm run lab`: resolves with the exit code. */
export async function lab(words: readonly string[], root: string): Promise<number> {
  const asked = readLabWords(words, process.env);
  if (asked.help) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const controller = new AbortController();
  process.on("SIGINT", () => controller.abort());
  try {
    const python = await ensureLab(root, asked.python, controller.signal);
    if (asked.notebook) checkNotebook(python);
    const folders = jupyterFolders(root);
    prepareJupyterFolders(folders);
    const environment = { ...process.env, ...jupyterVariables(folders) };
    if (isAbsolute(python)) environment.PATH = [dirname(python), process.env.PATH].join(delimiter);
    const folder = join(root, "notebooks");
    await trustNotebooks(ownNotebooks(folder), python, environment, controller.signal);
    const asRoot = process.getuid?.() === 0;
    return await runJupyter(python, jupyterWords(asked, folder, asRoot), environment);
  } catch (error) {
    if (controller.signal.aborted) return 130;
    throw error;
  }
}

if (require.main === module) {
  lab(process.argv.slice(2), projectRoot).then(
    (code) => process.exit(code),
    (error: Error) => {
      const expected = [StepError, RangeError, UsageError, OutputError].some((kind) => error instanceof kind);
      process.stderr.write(`${expected ? error.message : error.stack}\n`);
      process.exit(error instanceof UsageError ? 2 : 1);
    },
  );
}

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython, modulesIn, programOf } from "./python";
import { runStep, StepError } from "./step";

const requirementsOf = (root: string) => join(root, "lib/commands/lab/requirements.txt");
const stampOf = (folder: string) => join(folder, ".model-collapse-lab");

/** Where the Python environment of `npm run lab` lies. */
export function labFolder(root: string): string {
  return join(root, ".cache", "python");
}

/** Whether JupyterLab is there, in the versions that the requirements name. */
export function hasLab(root: string): boolean {
  const stamp = stampOf(labFolder(root));
  return (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === digest(root) &&
    existsSync(programOf(labFolder(root), "jupyter-lab"))
  );
}

/**
 * The Python to start JupyterLab with: the named one when it has JupyterLab, else that of our own environment, which is
 * made where it is missing or made for other versions; half a minute and 400 MB.
 */
export async function ensureLab(
  root: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (named !== undefined && modulesIn(named, ["jupyterlab"]).length > 0) {
    if (modulesIn(named, ["plotly"]).length === 0) {
      const remedy = `${named} -m pip install plotly`;
      process.stderr.write(`The JupyterLab of ${named} shows charts as pictures; for live ones: ${remedy}\n`);
    }
    return named;
  }
  const folder = labFolder(root);
  if (!hasLab(root)) await makeEnvironment(root, folder, named, signal);
  else if (named !== undefined) process.stderr.write(`${named} has no JupyterLab: using that of ${folder}\n`);
  return programOf(folder, "python");
}

async function makeEnvironment(
  root: string,
  folder: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!hasUv() || !(await installWithUv(root, folder, named, signal))) {
    await installWithPip(root, folder, named, signal);
  }
  writeFileSync(stampOf(folder), digest(root));
}

const hasUv = (): boolean => spawnSync("uv", ["--version"]).status === 0;
const installing = "Installing JupyterLab and its chart extension";

/** Several times as quick as pip, and finds or fetches a Python itself. False when pip has to try. */
async function installWithUv(
  root: string,
  folder: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const python = programOf(folder, "python");
  const make = ["venv", "--quiet", "--seed", "--python", named ?? ">=3.10", folder];
  const install = ["pip", "install", "--quiet", "--python", python, "--requirement", requirementsOf(root)];
  try {
    if (!existsSync(python)) await runStep("Making a Python environment with uv", "uv", make, signal);
    await runStep(`${installing} with uv`, "uv", install, signal);
    return true;
  } catch (error) {
    // uv reads no settings of pip, such as the address of an index.
    if (!(error instanceof StepError)) throw error;
    process.stderr.write(`${error.message}\nTrying pip instead.\n`);
    return false;
  }
}

async function installWithPip(
  root: string,
  folder: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const python = programOf(folder, "python");
  if (!existsSync(python)) {
    const { command, version } = findPython(named);
    await runStep(`Making a Python ${version} environment`, command, ["-m", "venv", folder], signal);
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
  await runStep(installing, python, [...install, requirementsOf(root)], signal);
}

function digest(root: string): string {
  return createHash("sha256")
    .update(readFileSync(requirementsOf(root)))
    .digest("hex");
}

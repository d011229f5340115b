import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython, programOf } from "./python";
import { runStep } from "./step";

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

/** Makes the environment where it is missing or made for other versions; about a minute and 300 MB. */
export async function ensureLab(root: string, signal: AbortSignal): Promise<void> {
  if (hasLab(root)) return;
  const folder = labFolder(root);
  const python = findPython();
  if (!existsSync(programOf(folder, "python"))) {
    await runStep(
      `Making a Python ${python.version} environment`,
      python.command,
      ["-m", "venv", folder],
      signal,
    );
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
  await runStep(
    "Installing JupyterLab and its chart extension",
    programOf(folder, "python"),
    [...install, requirementsOf(root)],
    signal,
  );
  writeFileSync(stampOf(folder), digest(root));
}

function digest(root: string): string {
  return createHash("sha256")
    .update(readFileSync(requirementsOf(root)))
    .digest("hex");
}

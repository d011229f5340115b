import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** A Python that can make virtual environments: what to call, and its version. */
export interface Python {
  readonly command: string;
  readonly version: string;
}

const oldest = [3, 10] as const;
const probe = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])";
const remedy =
  "install it (Debian, Ubuntu: `apt-get install python3 python3-venv`; elsewhere: python.org), or name one with " +
  "--python or in the environment variable PYTHON, then run the same command again";

/**
 * The Python that was named, else the first of `python3` and `python` on the path.
 * @throws {RangeError} without Python 3.10 or newer with the modules venv and ensurepip.
 */
export function findPython(named: string | undefined, environment: NodeJS.ProcessEnv = process.env): Python {
  const commands = named === undefined ? ["python3", "python"] : [named];
  const tried = commands.map((command) => ({ command, ...tryPython(command, environment) }));
  const found = tried.find(({ version }) => version !== undefined && isRecent(version));
  if (found?.version !== undefined) return { command: found.command, version: found.version };
  const reasons = tried.map(({ command, version, reason }) => `${command}: ${version ?? reason}`);
  throw new RangeError(
    `JupyterLab needs Python ${oldest.join(".")} or newer with the module venv (${reasons.join("; ")}): ${remedy}.`,
  );
}

function tryPython(
  command: string,
  environment: NodeJS.ProcessEnv,
): { readonly version?: string; readonly reason?: string } {
  const { status, stdout, stderr, error } = spawnSync(command, ["-c", probe], {
    encoding: "utf8",
    env: environment,
  });
  if (error !== undefined)
    return { reason: "code" in error && error.code === "ENOENT" ? "not found" : error.message };
  if (status === 0) return { version: stdout.trim() };
  return { reason: stderr.trim().split("\n").at(-1) || `ended with ${status}` };
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Which of the modules a Python has; none of them where it cannot be started. */
export function modulesIn(command: string, modules: readonly string[]): readonly string[] {
  const find = `from importlib.util import find_spec; print(*[m for m in ${JSON.stringify(modules)} if find_spec(m)])`;
  const { status, stdout } = spawnSync(command, ["-c", find], { encoding: "utf8" });
  const found = status === 0 ? stdout.trim().split(" ") : [];
  return modules.filter((name) => found.includes(name));
}

/** A program of a virtual environment. */
export function programOf(environmentFolder: string, name: string): string {
  return process.platform === "win32"
    ? join(environmentFolder, "Scripts", `${name}.exe`)
    : join(environmentFolder, "bin", name);
}

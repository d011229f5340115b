import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { kernelCommand } from "./kernel-command";

/** The name under which Jupyter knows the kernel: notebooks' metadata say it. */
export const kernelName = "model-collapse";
export const kernelDisplayName = "TypeScript (model-collapse)";

/** What Jupyter reads to start the kernel. Paths are this machine's, so it is written where it is installed. */
export function kernelspec(): Readonly<Record<string, unknown>> {
  return {
    argv: kernelCommand("{connection_file}"),
    display_name: kernelDisplayName,
    language: "typescript",
    // A message reaches the kernel wherever it runs; a signal only on the same machine, and not on Windows.
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}

/**
 * The folder of Jupyter's data: `share/jupyter` in a prefix, else the user's own, as jupyter_core finds it.
 *
 * @param prefix A folder, such as that of a Python environment.
 */
export function jupyterDataFolder(prefix?: string, environment: NodeJS.ProcessEnv = process.env): string {
  if (prefix !== undefined) return join(resolve(prefix), "share", "jupyter");
  if (environment.JUPYTER_DATA_DIR) return environment.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(environment.APPDATA ?? homedir(), "jupyter");
  return join(environment.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}

const folderOf = (dataFolder: string): string => join(dataFolder, "kernels", kernelName);

/** Registers the kernel in a folder of Jupyter's data; returns the kernelspec's folder. */
export function installKernelspec(dataFolder: string): string {
  const folder = folderOf(dataFolder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(kernelspec(), null, 2)}\n`);
  return folder;
}

/** Takes the kernel out of a folder of Jupyter's data; returns where it was, `undefined` where it was not. */
export function uninstallKernelspec(dataFolder: string): string | undefined {
  const folder = folderOf(dataFolder);
  if (!existsSync(folder)) return undefined;
  rmSync(folder, { recursive: true });
  return folder;
}

import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder, OutputError, writing } from "./files/write-atomically";

/** The store of chains that the notebooks of a run share, see `chainStore`. */
export interface ChainFolder {
  readonly path: string;
  /** Removes it, when it is this run's alone. May be called more than once. */
  remove(): void;
}

/**
 * A folder that outlasts the run, as it is: chains of earlier runs are not run again.
 * @throws OutputError when it cannot be made
 */
export function keptChainFolder(path: string): ChainFolder {
  try {
    makeFolder(path);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    throw new OutputError(error.message.replace("--output", "--chains"), { cause: error });
  }
  return { path: resolve(path), remove: () => undefined };
}

/**
 * The folder of a run that can be resumed: emptied unless the run goes on with a stopped one. It stays when the process
 * ends before `remove`.
 * @throws OutputError when it cannot be made
 */
export function resumableChainFolder(path: string, resumed: boolean): ChainFolder {
  if (!resumed) writing(path, () => removeWhole(path));
  makeFolder(path);
  return { path: resolve(path), remove: () => writing(path, () => removeWhole(path)) };
}

/** A folder for this run alone, emptied of what a killed run has left. It goes with the process, however that ends. */
export function ownChainFolder(path: string): ChainFolder {
  writing(path, () => removeWhole(path));
  makeFolder(path);
  const removeAtExit = () => removeWhole(path);
  process.once("exit", removeAtExit);
  const remove = () => {
    process.off("exit", removeAtExit);
    writing(path, () => removeWhole(path));
  };
  return { path: resolve(path), remove };
}

/** The same under a new name below `parent`, for runs that may be side by side; `chainStore` removes what kills leave. */
export function newChainFolder(parent: string): ChainFolder {
  makeFolder(parent);
  return ownChainFolder(writing(parent, () => mkdtempSync(join(parent, "run-"))));
}

/** Kernels that were killed may still write for a moment. */
function removeWhole(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

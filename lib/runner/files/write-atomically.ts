import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** A file or folder that could not be written: shown without a stack. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: free some space or choose another folder with --output",
  EDQUOT: "the disk quota is used up: free some space or choose another folder with --output",
  EROFS: "the file system is read-only: choose another folder with --output",
  EACCES: "writing there is not allowed: choose another folder with --output or change its permissions",
  EPERM: "writing there is not allowed: choose another folder with --output or change its permissions",
  ENOENT: "no folder can be made there: choose another folder with --output",
  ENOTDIR: "a part of the path is a file: choose another folder with --output",
  EEXIST: "a file of this name is in the way: choose another folder with --output",
  EISDIR: "a folder of this name is in the way: move it or choose another folder with --output",
};

/** Does `work` on `path`; a refusal of the file system becomes an `OutputError` that names the remedy. */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ""];
    if (reason === undefined) throw error;
    throw new OutputError(`Cannot write ${path}: ${reason}.`, { cause: error });
  }
}

/** Makes a folder and those above it. */
export function makeFolder(path: string): void {
  writing(path, () => makeMissingFolder(resolve(path)));
}

/** Folder by folder: Node's recursive way never comes back from file systems that refuse new folders, such as /proc. */
function makeMissingFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(path))) makeMissingFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const madeMeanwhile = (error as NodeJS.ErrnoException).code === "EEXIST" && statSync(path).isDirectory();
    if (!madeMeanwhile) throw error;
  }
}

/**
 * Writes a file as a whole or not at all: into a neighbour of another name, then renamed over the old one.
 *
 * @throws OutputError when the disk is full or the folder cannot be written; nothing is left behind then.
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  writing(path, () => {
    try {
      writeFileSync(temporary, content, { flush: true });
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

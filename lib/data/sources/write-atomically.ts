import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";

const suffix = ".temporary";
const staleMilliseconds = 3_600_000;

/**
 * Writes a file, piece after piece, so that whoever reads it, at any time and after any kill, finds the old bytes or the new ones
 * and never a part.
 */
export function writeAtomically(path: string, pieces: Iterable<Uint8Array>): void {
  const temporary = temporaryNeighbour(path);
  try {
    const file = openSync(temporary, "w");
    try {
      for (const piece of pieces) {
        for (let written = 0; written < piece.length; ) written += writeSync(file, piece, written);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A name for what becomes the file at `path`, for this thread alone; `removeLeftovers` knows it. */
export function temporaryNeighbour(path: string): string {
  return `${path}.${hostname()}.${process.pid}.${threadId}${suffix}`;
}

/** Removes what killed processes left behind: unfinished files of processes that are gone, or an hour old. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(suffix) && isLeftOver(join(folder, name))) rmSync(join(folder, name), { force: true });
  }
}

function isLeftOver(path: string): boolean {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > staleMilliseconds) return true;
  const [, pid] = /\.(\d+)\.\d+\.temporary$/.exec(path) ?? [];
  return pid !== undefined && path.includes(`.${hostname()}.${pid}.`) && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

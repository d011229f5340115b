import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { makeFolder, OutputError, writing } from "./write-atomically";

/** Who holds a folder, as its lock file says. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the kernel's own count: tells a process from a later one with the same number. */
  readonly processStart: string;
  readonly since: string;
}

/** A held folder; `release` may be called more than once. */
export interface Lock {
  release(): void;
}

const lockName = ".lock";

/**
 * Takes an output folder for this process, making it when it is not there. A lock whose process has ended is taken over.
 *
 * @throws OutputError that says who holds the folder and since when.
 */
export function lockFolder(folder: string): Lock {
  makeFolder(folder);
  const path = join(folder, lockName);
  const mine = writing(path, () => writeClaim(folder));
  try {
    if (!tryLink(mine, path)) {
      removeStale(path, folder);
      if (!tryLink(mine, path)) throw heldError(folder, readFileSync(path, "utf8"));
    }
  } finally {
    rmSync(mine, { force: true });
  }
  let held = true;
  return {
    release: () => {
      if (held) rmSync(path, { force: true });
      held = false;
    },
  };
}

/** The lock's content under a name of its own, so that the lock appears with its content or not at all. */
function writeClaim(folder: string): string {
  const path = join(folder, `${lockName}.${process.pid}.${Date.now()}`);
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    processStart: processStart(process.pid) ?? "",
    since: new Date().toISOString(),
  };
  writeFileSync(path, JSON.stringify(holder), { flag: "wx" });
  return path;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a dead process's lock away; puts it back when another process took the folder over at the same moment. */
function removeStale(path: string, folder: string): void {
  const seen = readFileSync(path, "utf8");
  if (isAlive(parseHolder(seen))) throw heldError(folder, seen);
  const aside = `${path}.stale.${process.pid}`;
  renameSync(path, aside);
  const moved = readFileSync(aside, "utf8");
  if (moved !== seen) {
    tryLink(aside, path);
    rmSync(aside);
    throw heldError(folder, moved);
  }
  rmSync(aside);
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined; // Not a lock of ours, or damaged: no process can be asked about it.
  }
}

/** Whether the holder still runs. A process of another machine cannot be asked and counts as running. */
function isAlive(holder: Holder | undefined): boolean {
  if (holder === undefined || !Number.isInteger(holder.pid)) return false;
  if (holder.host !== hostname()) return true;
  const start = processStart(holder.pid);
  if (start !== undefined) return start === holder.processStart;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The start time of a process from /proc, where there is one. */
function processStart(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the program's name in parentheses, may hold blanks: count from behind it.
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined; // No such process, or no /proc on this system.
  }
}

function heldError(folder: string, lock: string): OutputError {
  const holder = parseHolder(lock);
  const who =
    holder === undefined ? "another run" : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return new OutputError(
    `The folder ${folder} is in use by ${who}. Wait for it to end, or give this run a folder of its own with --output; ` +
      `if that run no longer exists, delete ${join(folder, lockName)}.`,
  );
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { temporaryNeighbour } from "../../data/sources/write-atomically";

/** Who holds a lock, as its file says. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the system's own count: tells a process from a later one with the same number. */
  readonly processStart: string;
  readonly since: string;
  /** Whom the process works for, in words. */
  readonly name?: string;
}

/** A held lock; `release` may be called more than once. */
export interface Lock {
  release(): void;
}

/** A lock, or who has it; undefined when its file is no lock. */
export type LockAttempt = { readonly lock: Lock } | { readonly holder: LockHolder | undefined };

/**
 * Takes the lock at a path for this process, at once or not at all. A lock whose process has ended is taken over; one of
 * another machine, whose processes cannot be asked, counts as held.
 */
export function takeLock(path: string, name?: string): LockAttempt {
  const claim = writeClaim(path, name);
  try {
    if (!tryLink(claim, path) && !takeOver(claim, path)) return { holder: holderAt(path) };
  } finally {
    rmSync(claim, { force: true });
  }
  let held = true;
  return {
    lock: {
      release: () => {
        if (held) rmSync(path, { force: true });
        held = false;
      },
    },
  };
}

/** The lock's content under a name of its own, so that the lock appears with its content or not at all. */
function writeClaim(path: string, name: string | undefined): string {
  const claim = temporaryNeighbour(path);
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    processStart: processStart(process.pid) ?? "",
    since: new Date().toISOString(),
    name,
  };
  writeFileSync(claim, JSON.stringify(holder));
  return claim;
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

/**
 * Puts a claim in the place of a dead process's lock. Of several processes that try one has its turn, under a lock of its
 * own: a lock that was dead when one of them looked may be alive when it acts.
 */
function takeOver(claim: string, path: string): boolean {
  if (stateOf(path) === "held") return false;
  const turn = `${path}.turn`;
  if (stateOf(turn) === "dead") rmSync(turn, { force: true });
  if (!tryLink(claim, turn)) return false;
  try {
    const state = stateOf(path);
    if (state === "dead") renameSync(claim, path);
    return state === "dead" || (state === "free" && tryLink(claim, path));
  } finally {
    rmSync(turn, { force: true });
  }
}

function stateOf(path: string): "free" | "dead" | "held" {
  const text = readIfThere(path);
  if (text === undefined) return "free";
  return isAlive(parseHolder(text)) ? "held" : "dead";
}

function holderAt(path: string): LockHolder | undefined {
  const text = readIfThere(path);
  return text === undefined ? undefined : parseHolder(text);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return undefined; // Not a lock of ours, or damaged: no process can be asked about it.
  }
}

function isAlive(holder: LockHolder | undefined): boolean {
  if (holder === undefined || !Number.isInteger(holder.pid)) return false;
  if (holder.host !== hostname()) return true;
  const start = processStart(holder.pid);
  if (start !== undefined) return start !== "" && start === holder.processStart;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The start time of a process from /proc, where there is one; "" for one that has ended and is still listed. */
function processStart(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the program's name in parentheses, may hold blanks: count from behind it.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : fields[19];
  } catch {
    return undefined; // No such process, or no /proc on this system.
  }
}

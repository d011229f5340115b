import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Half a download on disk, held by this process alone. */
export interface PartFile {
  readonly path: string;
  /** Bytes that are there already. */
  readonly bytes: number;
}

let claimed = 0;

/**
 * Takes the unfinished download of `target`, left by an earlier run, or begins a new one. Taking renames it
 * to a name with this process's number, so that two processes never write into one file; one left by a
 * process that has ended is taken too.
 */
export async function claimPart(target: string): Promise<PartFile> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const path = `${target}.part.${process.pid}-${claimed++}`;
  for (const candidate of await leftOver(folder, basename(target))) {
    try {
      await rename(join(folder, candidate), path);
      return { path, bytes: (await stat(path)).size };
    } catch (error) {
      // Another process was quicker: try the next one, or begin anew.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return { path, bytes: 0 };
}

/** Leaves an unfinished download for the next run. */
export async function releasePart(part: PartFile, target: string): Promise<void> {
  await rename(part.path, `${target}.part`);
}

async function leftOver(folder: string, name: string): Promise<string[]> {
  const parts = (await readdir(folder)).filter((entry) => entry.startsWith(`${name}.part`));
  return parts.filter((entry) => {
    const holder = /\.part\.(\d+)-\d+$/.exec(entry)?.[1];
    return entry === `${name}.part` || (holder !== undefined && !isRunning(Number(holder)));
  });
}

function isRunning(processNumber: number): boolean {
  try {
    process.kill(processNumber, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

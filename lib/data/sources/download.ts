import { readFile, rename, rm } from "node:fs/promises";
import type { DataFile } from "../manifest";
import { RefusedFile, verifiedContent } from "./content";
import { BrokenOff, type DownloadSettings, fetchPart } from "./fetch-part";
import { claimPart, type PartFile, releasePart } from "./part-file";
import { writeWhole } from "./write-whole";

/** Times that a broken connection is taken up again. */
const attempts = 3;

/**
 * Downloads a file into the cache as `target`, unpacked and checked, and returns its bytes. A broken download
 * is resumed at once and, when that fails, by the next run. A file with the wrong content is set aside as
 * `target.damaged`.
 * @throws NotServed, RefusedFile, or the error of the connection; the signal's reason when it aborts
 */
export function download(
  file: DataFile,
  url: string,
  target: string,
  settings: DownloadSettings,
): Promise<Uint8Array> {
  return downloadPart(file.bytes, url, target, (part) => keep(file, part, target), settings);
}

/**
 * Downloads a file of at most so many bytes, compressed or not, in as many attempts as it needs; `keep` checks what came
 * and puts it into place. Else as `download`.
 */
export async function downloadPart<Kept>(
  bytes: number,
  url: string,
  target: string,
  keep: (part: PartFile) => Promise<Kept>,
  settings: DownloadSettings,
): Promise<Kept> {
  for (let attempt = 1; ; attempt++) {
    const part = await claimPart(target);
    try {
      await fetchPart(url, part, bytes, settings);
      return await keep(part);
    } catch (error) {
      if (settings.signal?.aborted) {
        await leave(part, target);
        throw error;
      }
      const again = await mayGoOn(error, part, target);
      if (!again || attempt >= attempts) throw error;
    }
  }
}

async function keep(file: DataFile, part: PartFile, target: string): Promise<Uint8Array> {
  const raw = await readFile(part.path);
  const content = verifiedContent(raw, file);
  if (content === raw) await rename(part.path, target);
  else await writeWhole(target, content);
  await rm(part.path, { force: true });
  return content;
}

/** Puts the part where it belongs after a failure, and says whether another attempt makes sense. */
async function mayGoOn(error: unknown, part: PartFile, target: string): Promise<boolean> {
  if (error instanceof RefusedFile && !error.truncated) {
    // What was left by an earlier run may be of another version: begin anew.
    if (part.bytes > 0) {
      await rm(part.path, { force: true });
      return true;
    }
    await rename(part.path, `${target}.damaged`);
    return false;
  }
  await leave(part, target);
  return error instanceof BrokenOff || error instanceof RefusedFile;
}

/** Leaves the part for the next attempt or run, when anything was written. */
async function leave(part: PartFile, target: string): Promise<void> {
  try {
    await releasePart(part, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

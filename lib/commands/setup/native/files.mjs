import fs from "node:fs";
import path from "node:path";
import { Obstacle } from "./obstacle.mjs";

const neededBytes = 1.3e9;

/** The wheel, twice while pip moves it, and what is unpacked from it. */
export function checkSpace(folder) {
  const { bavail, bsize } = fs.statfsSync(folder);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  throw new Obstacle(
    `${(neededBytes / 1e9).toFixed(1)} GB are needed for a moment and ${(free / 1e9).toFixed(1)} GB are free in ${folder}`,
  );
}

/** The bytes in all files below `folder`, which other processes are writing. */
export function bytesBelow(folder) {
  let bytes = 0;
  try {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      bytes += entry.isDirectory() ? bytesBelow(file) : fs.statSync(file).size;
    }
  } catch (error) {
    if (error.code !== "ENOENT") throw error; // moved away while we looked
  }
  return bytes;
}

/** For a step's display: how many of `total` megabytes lie in `folder`. */
export function progressOf(folder, total) {
  return () => {
    const present = Math.round(bytesBelow(folder) / 1e6);
    return present > 0 ? `${Math.min(present, total)} of ${total} MB` : "";
  };
}

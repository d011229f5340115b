import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from "node:fs";

/** A larger notebook is no answer: students' own outputs take some megabytes at most. */
export const mostMegabytes = 20;

/**
 * The text of a file that somebody handed in. Nothing is opened that could lead elsewhere, wait for ever or fill the memory.
 *
 * @throws RangeError that says why it is not read
 */
export function readSubmittedFile(path: string): string {
  const descriptor = open(path);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new RangeError(`It is ${kindOf(stats)}, not a file.`);
    if (stats.size > mostMegabytes * 1e6) {
      const size = (stats.size / 1e6).toFixed(1);
      throw new RangeError(`The file has ${size} MB; at most ${mostMegabytes} MB are read.`);
    }
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** Without following a link, and without waiting for whoever writes into a pipe. */
function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP" || code === "EMLINK")
      throw new RangeError("It is a link, and links are not followed.");
    throw new RangeError(`The file could not be read (${code}).`);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

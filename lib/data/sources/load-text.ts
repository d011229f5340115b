import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import type { TextDataset } from "../dataset";
import { splitLines } from "../text-parts";
import { utf8Text } from "../utf8";
import { isGzip } from "./content";

/**
 * Loads your own text, a file in UTF-8, plain or packed by gzip: split by lines, 90 % to train, then 5 % to validate and
 * 5 % to test a language model, as `splitText` does. A relative path starts at the working directory, a notebook's at
 * its folder. A byte order mark is dropped; all else stays as it is. O(bytes), all of it in memory.
 *
 * @throws RangeError when there is no such file, it cannot be unpacked, is empty or is not UTF-8, with the offset of the
 *   first wrong byte, and when it has fewer than three lines with text
 */
export async function loadText(path: string): Promise<TextDataset> {
  const bytes = await unpackedBytes(path);
  const text = utf8Text(`loadText, reading ${path},`, bytes);
  if (!/\S/.test(text)) throw new RangeError(`loadText needs text: ${path} is empty`);
  const name = basename(path);
  return {
    kind: "text",
    name,
    title: name,
    citation: "text of your own",
    source: "folder",
    note: `${name}, split by lines into train, validation and test text: a file of your own, ${text.length} characters`,
    files: [{ path: name, sha256: createHash("sha256").update(bytes).digest("hex") }],
    ...splitLines("loadText", text),
  };
}

async function unpackedBytes(path: string): Promise<Uint8Array> {
  const raw = await readBytes(path);
  if (!isGzip(raw)) return raw;
  try {
    return gunzipSync(raw);
  } catch (error) {
    throw new RangeError(
      `loadText needs a whole file: ${path} begins as gzip but does not unpack (${(error as Error).message})`,
      { cause: error },
    );
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT" || code === "ENOTDIR"
        ? "there is none; a relative path starts at the working directory"
        : code === "EISDIR"
          ? "it is a folder"
          : `it cannot be read (${code})`;
    throw new RangeError(`loadText needs the path of a file, got ${path}: ${reason}`, { cause: error });
  }
}

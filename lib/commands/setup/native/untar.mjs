import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const block = 512;

/**
 * Unpacks a packed archive of plain files with names of at most 255 characters, as npm makes them; everything else in
 * it is left out. For archives whose digest was checked: names are taken as they are.
 */
export function untar(file, folder) {
  const archive = gunzipSync(fs.readFileSync(file));
  const text = (from, length) => archive.toString("utf8", from, from + length).split("\0")[0];
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const name = path.join(folder, text(at + 345, 155), text(at, 100));
    if (["", "0"].includes(text(at + 156, 1))) {
      fs.mkdirSync(path.dirname(name), { recursive: true });
      fs.writeFileSync(name, archive.subarray(at + block, at + block + size));
    }
    at += block + Math.ceil(size / block) * block;
  }
}

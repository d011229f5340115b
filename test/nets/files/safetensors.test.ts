import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../../lib/nets/files/safetensors";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tensors-"));
  path = join(folder, "model.safetensors");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tensors = (value: number) => ({
  parameters: { a: { shape: [2], values: Float32Array.of(value, 2) } },
  metadata: { note: "n" },
});

test("what is written is read, replaced as a whole, and nothing else lies beside it", async () => {
  await writeSafetensors(path, tensors(1));
  await writeSafetensors(path, tensors(5));
  expect(await readSafetensors(path)).toEqual(tensors(5));
  expect(readdirSync(folder)).toEqual(["model.safetensors"]);
});

test("folders on the way are made", async () => {
  const deep = join(folder, "some/where/model.safetensors");
  await writeSafetensors(deep, tensors(1));
  expect(existsSync(deep)).toBe(true);
});

test("a damaged file is named, with what is wrong and the remedy, and left as it is", async () => {
  await writeSafetensors(path, tensors(1));
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, -1));
  await expect(readSafetensors(path)).rejects.toThrow(
    new Error(
      `readSafetensors cannot use ${path}: its tensors take 8 bytes, but 7 follow the header: it was cut off. ` +
        "It is damaged or no safetensors file: save it, or download it, again",
    ),
  );
  expect(readFileSync(path)).toHaveLength(bytes.length - 1);
});

test("a file that is not there, and a folder that is none, are named", async () => {
  await expect(readSafetensors(path)).rejects.toThrow(
    new RegExp(`^readSafetensors cannot read ${path}: ENOENT: no such file`),
  );
  writeFileSync(path, "a file");
  await expect(writeSafetensors(join(path, "inside"), tensors(1))).rejects.toThrow(
    /^writeSafetensors cannot write .*inside: E(NOTDIR|EXIST).*It needs a folder that can be written, with free space$/,
  );
});

test("a writing that fails leaves the old file", async () => {
  await writeSafetensors(path, tensors(1));
  const wrong = { parameters: { a: { shape: [3], values: Float32Array.of(1) } }, metadata: {} };
  await expect(writeSafetensors(path, wrong)).rejects.toThrow(RangeError);
  expect(await readSafetensors(path)).toEqual(tensors(1));
  expect(readdirSync(folder)).toEqual(["model.safetensors"]);
});

test.skipIf(process.getuid?.() === 0)("a folder that cannot be written is named", async () => {
  chmodSync(folder, 0o500);
  await expect(writeSafetensors(path, tensors(1))).rejects.toThrow(/^writeSafetensors cannot write .*EACCES/);
  chmodSync(folder, 0o700);
});

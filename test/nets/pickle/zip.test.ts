import { readFileSync } from "node:fs";
import * as zlib from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memorySource } from "../../../lib/nets/byte-source";
import { crc32 } from "../../../lib/nets/pickle/crc32";
import { readEntry, readZip } from "../../../lib/nets/pickle/zip";
import { goldenPath } from "../../fitters/files/opt-goldens";
import { type Entry, zipOf } from "./programs";

const entry = (name: string, text: string, more: Partial<Entry> = {}): Entry => ({
  name,
  content: new Uint8Array(Buffer.from(text)),
  ...more,
});
const contents = async (archive: Uint8Array) => {
  const source = memorySource(archive);
  const found: Record<string, string> = {};
  for (const [name, listed] of await readZip(source)) {
    found[name] = Buffer.from(await readEntry(source, listed)).toString();
  }
  return found;
};

test("CRC-32 is the one of zlib", () => {
  expect(crc32(new Uint8Array(Buffer.from("123456789")))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
  if (zlib.crc32 === undefined) return; // Node before 20.15 has none to compare with.
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(crc32(bytes)).toBe(zlib.crc32(bytes));
    }),
  );
});

describe("an archive", () => {
  const two = [entry("a/data.pkl", "first"), entry("a/data/0", "second")];

  test("is read, in 32 and in 64 bits, with a comment too", async () => {
    const expected = { "a/data.pkl": "first", "a/data/0": "second" };
    expect(await contents(zipOf(two))).toEqual(expected);
    expect(await contents(zipOf(two, true))).toEqual(expected);
    const commented = Buffer.concat([zipOf(two), Buffer.from("PK\x05\x06 is no end")]);
    commented.writeUInt16LE(14, commented.length - 14 - 2);
    expect(await contents(new Uint8Array(commented))).toEqual(expected);
    expect(await contents(zipOf([]))).toEqual({});
  });

  test("of PyTorch is read", async () => {
    const names = [...(await readZip(memorySource(readFileSync(goldenPath("views/version-3.bin"))))).keys()];
    expect(names).toContain("version-3/data.pkl");
    expect(names).toContain("version-3/data/1");
  });

  const patched = (bytes: Uint8Array, from: number, change: (view: DataView) => void) => {
    change(new DataView(bytes.buffer, bytes.length + from));
    return bytes;
  };
  const directory = 46 + 10 + 46 + 8;

  test.each<[string, Uint8Array, string | RegExp]>([
    ["nothing", new Uint8Array(0), "it is no zip archive, or it was cut off: an archive's end is missing"],
    ["text", new Uint8Array(Buffer.from("A text that is longer than the end of an archive.")), "it is no zip archive, or it was cut off: an archive's end is missing"],
    ["a part of several", patched(zipOf(two), -22, (end) => end.setUint16(4, 1, true)), "it is one part of a zip archive of several"],
    ["compressed", zipOf([entry("a/b", "", { content: zlib.deflateRawSync("text"), method: 8 })]), "its entry a/b is compressed, which PyTorch never does"],
    ["encrypted", zipOf([entry("a/b", "x", { flags: 1 })]), "its entry a/b is encrypted"],
    ["a name twice", zipOf([entry("a", "1"), entry("a", "2")]), "it has two entries a"],
    ["a directory beyond the end", patched(zipOf(two), -22, (end) => end.setUint32(16, 10 ** 9, true)), "its directory lies outside the archive"],
    ["more entries than a directory can list", patched(zipOf(two), -22, (end) => end.setUint16(10, 9, true)), `its directory of ${directory} bytes cannot list 9 entries`],
    ["fewer entries than the directory lists", patched(zipOf(two), -22, (end) => end.setUint16(10, 1, true)), "bytes follow the entries of its directory"],
    ["a directory of something else", patched(zipOf(two), -22 - directory, (view) => view.setUint8(0, 0)), "entry 1 of its directory is damaged"],
    ["a name beyond the directory", patched(zipOf(two), -22 - directory, (view) => view.setUint16(28, 999, true)), "entry 1 of its directory is damaged"],
    ["two lengths", patched(zipOf(two), -22 - directory, (view) => view.setUint32(20, 4, true)), "its entry a/data.pkl has two lengths, 5 and 4"],
    ["an entry of 4 GB", patched(zipOf(two), -22 - directory, (view) => { view.setUint32(20, 0xfffffffe, true); view.setUint32(24, 0xfffffffe, true); }), "its entry a/data.pkl ends outside the archive"],
    ["an entry without its 64 bits", patched(zipOf(two), -22 - directory, (view) => view.setUint32(24, 0xffffffff, true)), "its entry a/data.pkl lacks a zip64 field"],
    ["an entry over another", patched(zipOf(two), -22 - directory, (view) => { view.setUint32(20, 9, true); view.setUint32(24, 9, true); }), "its entry a/data/0 overlaps the one before it"],
    ["an entry at another's place", patched(zipOf(two), -22 - directory, (view) => view.setUint32(42, 45, true)), /^the header of its entry a\/data(\.pkl|\/0) is damaged$/],
    ["an entry beyond the end", patched(zipOf(two), -22 - directory, (view) => view.setUint32(42, 10 ** 9, true)), "the header of its entry a/data.pkl is damaged"],
    ["a name that is no text", patched(zipOf(two), -22 - directory, (view) => view.setUint8(46, 0xff)), "a name in its directory is no UTF-8"],
    ["another name in the entry's header", patched(zipOf(two), -22 - directory, (view) => view.setUint8(46, 0x62)), "the header of its entry b/data.pkl is damaged"],
    ["no end in 64 bits", patched(zipOf(two, true), -22 - 20 - 56, (view) => view.setUint8(0, 0)), "its zip64 end is damaged"],
    ["an end in 64 bits beyond the end", patched(zipOf(two, true), -22 - 20, (view) => view.setUint8(14, 1)), "its zip64 end lies outside the archive"],
    ["a directory of 2^56 bytes", patched(zipOf(two, true), -22 - 20 - 56, (view) => view.setUint8(47, 1)), "its directory lies outside the archive"],
    ["a field of 64 bits that is cut off", patched(zipOf(two, true), -22 - 20 - 56 - 28, (view) => view.setUint16(2, 9, true)), "the zip64 field of its entry a/data/0 is damaged"],
  ])("of %s is refused", async (_, archive, message) => {
    await expect(contents(archive)).rejects.toThrow(typeof message === "string" ? new Error(message) : message);
  }); // biome-ignore format: a table

  test("with other bytes than its CRC-32 was computed of is refused", async () => {
    const archive = zipOf(two);
    archive[30 + 10 + 2]! ^= 1;
    await expect(contents(archive)).rejects.toThrow(
      /^its entry a\/data\.pkl has the CRC-32 [0-9a-f]{8}, not [0-9a-f]{8}: it is damaged$/,
    );
  });

  test("of whatever bytes is refused by an error and nothing else, or holds what it held", async () => {
    for (const zip64 of [false, true]) {
      const archive = zipOf(two, zip64);
      const change = fc.tuple(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          const bytes = archive.slice();
          for (const [at, bits] of changes) bytes[at]! ^= bits;
          try {
            const found = Object.values(await contents(bytes));
            expect(found.every((text) => ["first", "second", ""].includes(text))).toBe(true);
          } catch (error) {
            expect((error as Error).message).toMatch(/^(its|it|entry|the|a|bytes) /);
          }
        }),
        { numRuns: 500 },
      );
    }
  });
});

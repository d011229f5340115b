import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { loadText } from "../../../lib/data/sources/load-text";

const root = mkdtempSync(join(tmpdir(), "text-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

const lines = Array.from({ length: 40 }, (_, line) => `Zeile ${line} – ähnlich\n`);

test("a text file becomes a data set in three parts", async () => {
  const dataset = await loadText(write("mine.txt", lines.join("")));
  expect(dataset).toEqual({
    kind: "text",
    name: "mine.txt",
    title: "mine.txt",
    citation: "text of your own",
    source: "folder",
    note: `mine.txt, split by lines into train, validation and test text: a file of your own, ${lines.join("").length} characters`,
    files: [{ path: "mine.txt", sha256: createHash("sha256").update(lines.join("")).digest("hex") }],
    train: lines.slice(0, 36).join(""),
    validation: lines.slice(36, 38).join(""),
    test: lines.slice(38).join(""),
  });
  expect(dataset.note).not.toContain(root);
});

test("packed files are unpacked, whatever they are called, and byte order marks dropped", async () => {
  const packed = gzipSync(`\uFEFF${lines.join("")}`);
  for (const name of ["mine.txt.gz", "packed"]) {
    expect((await loadText(write(name, packed))).train).toBe(lines.slice(0, 36).join(""));
  }
});

test("a relative path starts at the working directory", async () => {
  await expect(loadText("package.json")).resolves.toMatchObject({ name: "package.json" });
});

test("files that there are not, folders and damaged files are refused", async () => {
  const missing = join(root, "missing.txt");
  await expect(loadText(missing)).rejects.toThrow(
    new RangeError(
      `loadText needs the path of a file, got ${missing}: there is none; a relative path starts at the working directory`,
    ),
  );
  const folder = join(root, "folder");
  mkdirSync(folder);
  await expect(loadText(folder)).rejects.toThrow(
    new RangeError(`loadText needs the path of a file, got ${folder}: it is a folder`),
  );
  const damaged = write("damaged.gz", gzipSync(lines.join("")).subarray(0, 30));
  await expect(loadText(damaged)).rejects.toThrow(
    new RangeError(
      `loadText needs a whole file: ${damaged} begins as gzip but does not unpack (unexpected end of file)`,
    ),
  );
});

test("what is empty, no UTF-8 or too short is refused", async () => {
  for (const content of ["", "\uFEFF", " \n\n"]) {
    const empty = write("empty.txt", content);
    await expect(loadText(empty)).rejects.toThrow(new RangeError(`loadText needs text: ${empty} is empty`));
  }
  const latin = write("latin.txt", Uint8Array.of(0x61, 0x0a, 0x62, 0xe9, 0x0a));
  await expect(loadText(latin)).rejects.toThrow(
    new RangeError(
      `loadText, reading ${latin}, needs text in UTF-8: no character begins with what stands at byte 3 (0xe9); ` +
        "save the text as UTF-8",
    ),
  );
  await expect(loadText(write("short.txt", "one\ntwo\n"))).rejects.toThrow(
    "loadText needs at least 3 lines with text, to train, to validate and to test, got 2",
  );
});

import { expect, test } from "vitest";
import type { DatasetTypes } from "../../lib/data/dataset";
import { imagesFrom } from "../../lib/data/images";
import type { DataEntry, ImageEntry, TableEntry, TextEntry } from "../../lib/data/manifest";
import { readManifest } from "../../lib/data/sources/project-data";
import { standInOf } from "../../lib/data/stand-ins/stand-ins";

const { dataSets } = readManifest();

test("names are unique", () => {
  const names = dataSets.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

for (const entry of dataSets) {
  test(`${entry.name}: complete, with digests, safe paths and addresses`, () => {
    for (const text of [entry.title, entry.citation, entry.licence]) expect(text).not.toBe("");
    expect(entry.files.length).toBeGreaterThan(0);
    for (const file of entry.files) {
      expect(file.path).toMatch(/^[a-z0-9-]+(\/[\w.-]+)+$/);
      expect(file.path).not.toContain("..");
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(Number.isInteger(file.bytes) && file.bytes > 0).toBe(true);
      expect(file.urls.length).toBeGreaterThan(0);
      for (const url of file.urls) expect(new URL(url).protocol).toBe("https:");
    }
  });

  if (entry.loader === "table") checkTable(entry);
  else if (entry.loader === "text") checkText(entry);
  else checkImages(entry);
}

function checkTable(entry: TableEntry): void {
  test(`${entry.name}: its stand-in has the same columns and number of rows`, () => {
    const rows = standInOf(entry).generate(entry.rows);
    expect(rows).toHaveLength(entry.rows);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(entry.columns.map(({ name }) => name));
      for (const { name, type } of entry.columns) {
        expect(typeof row[name]).toBe(type === "number" ? "number" : "string");
      }
    }
  });
}

function checkImages(entry: ImageEntry): void {
  const { height, width, classes } = entry;

  test(`${entry.name}: its parts name its files, whose sizes fit`, () => {
    const named = [entry.train, entry.test].flatMap((part) => [
      { path: part.images, bytes: 16 + part.rows * height * width },
      { path: part.labels, bytes: 8 + part.rows },
    ]);
    const files = entry.files.map(({ path, bytes }) => ({ path, bytes }));
    expect(new Set(files)).toEqual(new Set(named));
  });

  test(`${entry.name}: its stand-in has the same size of images and classes, and differs between parts`, () => {
    const [train, other] = (["train", "test"] as const).map((part) => standInOf(entry).generate(part, 100));
    expect(train!.images).toMatchObject({ count: 100, height, width });
    expect(imagesFrom(train!.images.values, { height, width }).count).toBe(100);
    expect(new Set(train!.labels)).toEqual(new Set(Array.from({ length: classes }, (_, label) => label)));
    expect(other!.images.values).not.toEqual(train!.images.values);
    expect(standInOf(entry).generate("train", 100)).toEqual(train);
  });
}

function checkText(entry: TextEntry): void {
  test(`${entry.name}: its parts name its files, each once; without parts it has one`, () => {
    const paths = entry.files.map(({ path }) => path);
    if (entry.parts) expect(Object.values(entry.parts).sort()).toEqual(paths.sort());
    else expect(paths).toHaveLength(1);
  });

  test(`${entry.name}: its stand-in has text in every part`, () => {
    const { train, validation, test: testing } = standInOf(entry).generate();
    for (const text of [train, validation, testing]) expect(text.length).toBeGreaterThan(100_000);
    expect(new Set([train, validation, testing]).size).toBe(3);
  });
}

test("every data set has its type", () => {
  const kinds: Record<keyof DatasetTypes, DataEntry["loader"]> = {
    "old-faithful": "table",
    mnist: "idx-images",
    "wikitext-2": "text",
    "wikitext-2-raw": "text",
    "tiny-shakespeare": "text",
  };
  expect(Object.fromEntries(dataSets.map(({ name, loader }) => [name, loader]))).toEqual(kinds);
});

test("an unknown stand-in is refused", () => {
  for (const entry of dataSets) {
    expect(() => standInOf({ ...entry, standIn: "nothing" })).toThrow(
      new RangeError(`data set ${entry.name} declares the stand-in "nothing", which is none`),
    );
  }
});

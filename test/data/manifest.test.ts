import { expect, test } from "vitest";
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

test("an unknown stand-in is refused", () => {
  expect(() => standInOf({ ...dataSets[0]!, standIn: "nothing" })).toThrow(
    new RangeError('data set old-faithful declares the stand-in "nothing", which is none'),
  );
});

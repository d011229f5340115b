import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LibraryState } from "../../lib/kernel/realm/library-state";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "library-"));
  touch("random/create.ts", 100);
  touch("dist/.tsbuildinfo", 200);
  touch("dist/.setup", 200);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function touch(name: string, seconds: number): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), "");
  utimesSync(join(folder, name), seconds, seconds);
}

const importing = 'import { createRandom } from "model-collapse";';

test("nothing is said of a library that is up to date, nor of cells that do not use it", () => {
  const library = new LibraryState(folder);
  expect(library.notes(importing)).toEqual([]);
  touch("random/create.ts", 300);
  expect(library.notes("1 + 1")).toEqual([]);
});

test("younger sources are told once, with both steps", () => {
  touch("random/create.ts", 300);
  const library = new LibraryState(folder);
  expect(library.notes(importing)).toEqual([
    expect.stringMatching(/newer than.*npm run setup.*Restart Kernel/),
  ]);
  expect(library.notes(importing)).toEqual([]);
});

test("what set-up has compared and found the same is not younger", () => {
  touch("random/create.ts", 300);
  touch("dist/.setup", 400);
  expect(new LibraryState(folder).notes(importing)).toEqual([]);
});

test("a library that was compiled behind a kernel's back is told once each time, in any cell", () => {
  const library = new LibraryState(folder);
  library.notes(importing);
  touch("random/create.ts", 300);
  touch("dist/.tsbuildinfo", 400);
  expect(library.notes("1 + 1")).toEqual([expect.stringMatching(/compiled anew.*Restart Kernel/)]);
  expect(library.notes("1 + 1")).toEqual([]);
});

test("compiled files beside the sources and a missing folder are no news", () => {
  touch("dist/index.d.ts", 500);
  touch("node_modules/other/index.ts", 500);
  expect(new LibraryState(folder).notes(importing)).toEqual([]);
  expect(new LibraryState(join(folder, "nowhere")).notes(importing)).toEqual([]);
});

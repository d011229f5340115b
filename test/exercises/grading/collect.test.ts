import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Assignment } from "../../../lib/exercises/assignment/assignment";
import { type Collection, collect } from "../../../lib/exercises/grading/collect/collect";
import { readSubmittedFile } from "../../../lib/exercises/grading/collect/read-file";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { temporaryFolder } from "../../runner/fixtures";
import { sums } from "../fixtures";
import { answered } from "../submissions";

let temporary: ReturnType<typeof temporaryFolder>;
let folder: { readonly path: string };
beforeEach(() => {
  temporary = temporaryFolder();
  folder = { path: join(temporary.path, "submitted") };
  mkdirSync(folder.path);
});
afterEach(() => temporary.remove());

const other: Assignment = { ...sums, number: "02", name: "02-other", cells: [] };
const text = serializeNotebook(answered({}));

function put(path: string, content = text): string {
  const whole = join(folder.path, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

function collected(assignments: readonly Assignment[] = [sums, other], all = false): Collection {
  return collect(folder.path, { names: ["01-sums", "02-other"], assignments, all });
}

/** "student assignment: file, …" */
function found({ submissions }: Collection): string[] {
  return submissions.map(
    ({ student, assignment, paths }) =>
      `${student} ${assignment.number}: ${paths.map((path) => path.slice(folder.path.length + 1)).join(", ")}`,
  );
}

describe("submissions are found", () => {
  test("in students' folders, and in nbgrader's", () => {
    put("bea/01-sums.ipynb");
    put("abe/homework/01-sums.ipynb");
    put("abe/notes.txt");
    const collection = collected();
    expect(found(collection)).toEqual(["abe 01: abe/homework/01-sums.ipynb", "bea 01: bea/01-sums.ipynb"]);
    expect(collection.layouts).toEqual(["STUDENT/NN/NN-name.ipynb", "STUDENT/NN-name.ipynb"]);
    expect(collection.strays).toEqual([]);
  });

  test("beside each other, by the names of files and by what they hold", () => {
    put("01-sums_ada lovelace.ipynb");
    put("ben.ipynb");
    const collection = collected();
    expect(found(collection)).toEqual(["ada lovelace 01: 01-sums_ada lovelace.ipynb", "ben 01: ben.ipynb"]);
    expect(collection.layouts).toEqual(["NN-name_STUDENT.ipynb", "STUDENT.ipynb"]);
  });

  test("of one student whose folder is named", () => {
    put("01-sums.ipynb");
    const collection = collected();
    expect(found(collection)).toEqual([`${basename(folder.path)} 01: 01-sums.ipynb`]);
    expect(collection.layouts).toEqual(["one student's folder"]);
  });

  test("under another name, unless one has the right name", () => {
    put("ada/01-sums (1).ipynb");
    put("ben/01-sums (1).ipynb");
    put("ben/01-sums.ipynb");
    put("cy/a.ipynb");
    put("cy/b.ipynb");
    expect(found(collected())).toEqual([
      "ada 01: ada/01-sums (1).ipynb",
      "ben 01: ben/01-sums.ipynb",
      "cy 01: cy/a.ipynb, cy/b.ipynb",
    ]);
  });

  test("for every student and assignment, handed in or not", () => {
    put("ada/01-sums.ipynb");
    put("ben/02-other.ipynb");
    put("cy/answers.docx", "");
    expect(found(collected())).toEqual([
      "ada 01: ada/01-sums.ipynb",
      "ada 02: ",
      "ben 01: ",
      "ben 02: ben/02-other.ipynb",
      "cy 01: ",
      "cy 02: ",
    ]);
    expect(found(collected([sums], true))).toEqual(["ada 01: ada/01-sums.ipynb", "ben 01: ", "cy 01: "]);
    expect(collected().submissions.at(-1)!.others).toEqual(["answers.docx"]);
  });

  test("and the rest is named", () => {
    put("ada/01-sums.ipynb");
    put("02-other.ipynb");
    put("README.txt");
    put(".hidden/01-sums.ipynb");
    put("ben/x.ipynb", "{");
    put("ben/02-other.ipynb");
    symlinkSync(join(folder.path, "ada"), join(folder.path, "eve"));
    const collection = collected();
    expect(collection.students).toEqual(["ada", "ben"]);
    expect(collection.strays).toEqual([
      "README.txt: no notebook",
      "eve: a link, and links are not followed",
      "02-other.ipynb: says no student's name",
      "ben/x.ipynb: of no assignment that is known",
    ]);
  });

  test("nowhere without a folder", () => {
    expect(() => collect(join(folder.path, "none"), { names: [], assignments: [], all: false })).toThrow(
      /^Submissions are looked for in a folder, and .*none is none that can be read\.$/,
    );
  });
});

describe("a file that was handed in", () => {
  test("is read", () => {
    expect(readSubmittedFile(put("a.ipynb", "é"))).toBe("é");
  });

  test.each([
    ["a link", () => symlinkSync("/etc/hostname", join(folder.path, "x")), "It is a link, and links are not followed."],
    ["a link to nothing", () => symlinkSync("nowhere", join(folder.path, "x")), "It is a link, and links are not followed."],
    ["a folder", () => mkdirSync(join(folder.path, "x")), "It is a folder, not a file."],
    ["a pipe", () => execFileSync("mkfifo", [join(folder.path, "x")]), "It is a pipe, not a file."],
    ["gone", () => undefined, "The file could not be read (ENOENT)."],
    ["huge", () => truncateSync(put("x", ""), 21e6), "The file has 21.0 MB; at most 20 MB are read."],
  ])("and is %s is not opened", (_what, make, message) => {
    make();
    expect(() => readSubmittedFile(join(folder.path, "x"))).toThrow(new RangeError(message));
  }); // biome-ignore format: one case a line
});

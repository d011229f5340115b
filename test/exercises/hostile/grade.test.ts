import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exercises } from "../../../lib/commands/exercises";
import { findSandbox } from "../../../lib/exercises/sandbox/find-sandbox";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { temporaryFolder } from "../../runner/fixtures";
import { forgeries, honest } from "../sandbox/forgeries";
import { endless, greedy, noisy, reaching } from "../sandbox/hostile-cells";
import { multiples, submission } from "./assignment";

interface Student {
  readonly name: string;
  readonly cells: readonly string[];
}

const limited = { cellSeconds: 5, heapMegabytes: 300, residentMegabytes: 900 };

/** A forgery as it is; any other cell alone, so that there is no answer, or in what is called from the tests. */
const called = (code: string): string =>
  `async function act() { ${code} }\nfunction double(x: any): any { act(); return x; }`;
const hostile: readonly Student[] = [
  ...forgeries.filter(({ cells }) => cells.at(-1)!.includes("double")).slice(0, 26),
  ...[endless[0]!, endless[3]!, greedy[0]!, greedy[2]!, noisy[0]!, noisy[3]!].map(({ name, code }) => ({
    name,
    cells: [code],
  })),
  ...[endless[0]!, greedy[2]!, noisy[1]!].map(({ name, code }) => ({
    name: `${name}, when called`,
    cells: [called(code)],
  })),
  ...reaching.slice(0, 5).map(({ name, code }) => ({ name, cells: [code] })),
];
const students: readonly Student[] = [{ name: "an honest one", cells: [honest] }, ...hostile];

interface Grades {
  readonly grades: readonly {
    readonly student: string;
    readonly status: string;
    readonly marks: readonly { readonly gradeId: string; readonly points: number; readonly state: string }[];
    readonly notes: readonly string[];
  }[];
}

let folder: ReturnType<typeof temporaryFolder>;
let graded: Grades["grades"];
const studentOf = (index: number): string => `student-${String(index).padStart(2, "0")}`;

beforeAll(async () => {
  folder = temporaryFolder();
  const write = (path: string, notebook: Parameters<typeof serializeNotebook>[0]) => {
    mkdirSync(join(folder.path, path));
    writeFileSync(join(folder.path, path, "01-multiples.ipynb"), serializeNotebook(notebook));
  };
  write("instructors", multiples.notebook);
  mkdirSync(join(folder.path, "submitted"));
  for (const [index, { cells }] of students.entries())
    write(`submitted/${studentOf(index)}`, submission(cells));
  const sandbox = await findSandbox();
  const [submitted, out] = [join(folder.path, "submitted"), join(folder.path, "grades")];
  await exercises(["grade", submitted, "--out", out, "--jobs", "2"], {
    instructors: join(folder.path, "instructors"),
    terminal: { write: () => undefined },
    signal: new AbortController().signal,
    findSandbox: async () => ({
      ...sandbox,
      open: ({ signal } = {}) => sandbox.open({ limits: limited, signal }),
    }),
  });
  graded = (JSON.parse(readFileSync(join(out, "grades.json"), "utf8")) as Grades).grades;
  const rows = graded.map(({ marks, notes }, index) => ({
    submission: students[index]!.name,
    marks: marks.map(({ points }) => points).join(" "),
    verdict: notes.join(" ") || marks[1]!.state,
  }));
  console.table(rows);
}, 1_800_000);
afterAll(() => folder.remove());

const pointsOf = (index: number): number[] => graded[index]!.marks.map(({ points }) => points);

test("forty hostile submissions were graded", () => {
  expect(hostile).toHaveLength(40);
  expect(graded.map(({ student, status }) => [student, status])).toEqual(
    students.map((_student, index) => [studentOf(index), "graded"]),
  );
});

test("the honest one has all marks", () => {
  expect(pointsOf(0)).toEqual([5, 5, 5, 5]);
});

test.each(hostile.map(({ name }, index) => ({ name, index: index + 1 })))(
  "$name earns nothing, and costs no other exercise its marks",
  ({ index }) => {
    expect(pointsOf(index)).toEqual([5, 0, 5, 5]);
  },
);

test("no page of feedback holds anything of the hidden tests", () => {
  for (let index = 1; index < students.length; index++) {
    const page = readFileSync(
      join(folder.path, "grades/feedback", studentOf(index), "01-multiples.html"),
      "utf8",
    );
    expect(page).not.toMatch(/const expected = \d|\.every\(\(result\)/);
  }
});

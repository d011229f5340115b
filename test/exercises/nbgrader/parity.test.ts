import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exercises } from "../../../lib/commands/exercises";
import { readAssignment } from "../../../lib/exercises/assignment/read";
import { studentVersion } from "../../../lib/exercises/release/student-version";
import { findSandbox } from "../../../lib/exercises/sandbox/find-sandbox";
import type { NotebookFile } from "../../../lib/runner/notebook/select";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { findPython } from "../../python";
import { temporaryFolder } from "../../runner/fixtures";
import { committed, instructors } from "../committed";
import { sums } from "../fixtures";
import { leaksIn } from "../secrets";
import { Course, type Graded, type Marks } from "./course";
import { type Submission, submissionsOf, type WrongAnswer } from "./submissions";

const python = await findPython(["nbgrader"]);
if (python === undefined) {
  console.warn(
    "SKIPPED: the exercises under nbgrader. No Python with nbgrader: install it (pip install nbgrader==0.9.6) and name " +
      "that Python in JUPYTER_PYTHON.",
  );
}

/** The assignments that are graded by both, with what their students get wrong. */
const graded: Record<string, readonly WrongAnswer[]> = {
  "01-sums": [
    { exercise: "predict-sum", change: ["predictedSum = 10", "predictedSum = 9"], failing: [1] },
    { exercise: "write-mean", change: ["throw new", "return 0; new"], failing: [2] },
    { exercise: "drop-largest", change: ["slice(0, -1)", "slice(1)"], failing: [1] },
  ],
  "01-gmm-variance-shrink": [
    { exercise: "predict-half-life", change: ["Hundred = 69", "Hundred = 138"], failing: [1] },
    { exercise: "two-divisors", change: ["unbiased ? n - 1 : n", "n - 1"], failing: [1, 2] },
    { exercise: "own-loop", change: ["Deviation ** 2", "Deviation"], failing: [2] },
    { exercise: "responsibilities", change: ["log - Math.max(...logs)", "log"], failing: [2] },
    { exercise: "next-mixture", change: ["variances.map(Math.sqrt)", "variances"], failing: [1, 2] },
    {
      exercise: "what-slows-it",
      change: ["draws: 10, regime: mc.replace", "draws: 40, regime: mc.replace"],
      failing: [3],
    },
  ],
};

/** Long enough for the first cell on a busy machine; the endless loop takes as long. */
const cellSeconds = 15;

/** With NBGRADER_ASSIGNMENT=01-gmm-variance-shrink the submissions are of that assignment, which takes minutes. */
const name = process.env.NBGRADER_ASSIGNMENT ?? "01-sums";

describe.skipIf(python === undefined)("nbgrader", () => {
  const folder = temporaryFolder();
  const own = join(folder.path, "instructors");
  const file: NotebookFile = { number: "01", name, path: join(own, `${name}.ipynb`) };
  let submissions: readonly Submission[];
  let theirs: Graded;
  let ours: Record<string, Marks>;

  beforeAll(async () => {
    mkdirSync(own);
    cpSync(join(instructors, "nbgrader_config.py"), join(own, "nbgrader_config.py"));
    if (name === "01-sums") writeFileSync(file.path, serializeNotebook(sums.notebook));
    else cpSync(join(instructors, `${name}.ipynb`), file.path);
    submissions = submissionsOf(readAssignment(file.path), graded[name]!);
    theirs = await gradedByNbgrader();
    ours = await gradedByUs();
  }, 1_800_000);
  afterAll(() => folder.remove());

  /** Two courses with half of the submissions each, side by side: a gradebook takes one process at a time. */
  async function gradedByNbgrader(): Promise<Graded> {
    const halves = [0, 1].map((half) => submissions.filter((_, index) => index % 2 === half));
    const results = await Promise.all(
      halves.map((half, index) =>
        new Course(python!, join(folder.path, `course-${index}`), [file]).take(file, half, cellSeconds),
      ),
    );
    return Object.assign({}, ...results);
  }

  async function gradedByUs(): Promise<Record<string, Marks>> {
    const [submitted, out] = [join(folder.path, "submitted"), join(folder.path, "grades")];
    for (const { name: student, notebook } of submissions) {
      mkdirSync(join(submitted, student), { recursive: true });
      writeFileSync(join(submitted, student, `${name}.ipynb`), serializeNotebook(notebook));
    }
    const context = {
      instructors: own,
      terminal: { write: () => undefined },
      signal: new AbortController().signal,
      findSandbox,
    };
    const words = ["grade", submitted, "--out", out, "--timeout", String(cellSeconds)];
    expect(await exercises(words, context)).toBe(0);
    const { grades } = JSON.parse(readFileSync(join(out, "grades.json"), "utf8")) as {
      grades: { student: string; marks: { gradeId: string; points: number | null }[] }[];
    };
    return Object.fromEntries(
      grades.map(({ student, marks }) => [
        student,
        Object.fromEntries(marks.map(({ gradeId, points }) => [gradeId, points])),
      ]),
    );
  }

  test("there are twenty submissions of all kinds", () => {
    expect(submissions.length).toBeGreaterThanOrEqual(20);
    expect(new Set(submissions.map(({ name }) => name)).size).toBe(submissions.length);
  });

  test("gives the marks that we give, cell by cell, and they are the right ones", () => {
    for (const { name: student, failing, failingUnderNbgrader } of submissions) {
      const [there, here] = [theirs[student]!.marks, ours[student]!];
      expect.soft(failedTests(here), student).toEqual(failing);
      if (failingUnderNbgrader === undefined) expect.soft(there, student).toEqual(here);
      else expect.soft(failedTests(there), student).toEqual(failingUnderNbgrader);
    }
  });

  test("makes feedback with neither solutions nor hidden tests", () => {
    const assignment = readAssignment(file.path);
    for (const { name: student, notebook } of submissions) {
      const page = theirs[student]!.page;
      const handedIn = notebook.cells.map(({ source }) => source).join("\n");
      const leaks = leaksIn(textOf(page), assignment).filter((line) => !handedIn.includes(line));
      expect.soft(leaks, student).toEqual([]);
      expect.soft(textOf(page), student).toContain(assignment.exercises[0]!.title);
    }
  });

  test("releases the student versions that we release, cell by cell", async () => {
    const course = new Course(python!, join(folder.path, "release"), committed);
    for (const assignment of committed) {
      expect(await course.release(assignment), assignment.name).toEqual(
        studentVersion(readAssignment(assignment.path)),
      );
    }
  }, 300_000);
});

function failedTests(marks: Marks): string[] {
  return Object.keys(marks).filter((gradeId) => gradeId.includes("-test-") && marks[gradeId] === 0);
}

/** The text of a page, as its reader sees it. */
function textOf(page: string): string {
  const text = page.replace(/<style[\s\S]*?<\/style>/g, "").replace(/<[^>]+>/g, "");
  const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, entity: string) => characters[entity]!);
}

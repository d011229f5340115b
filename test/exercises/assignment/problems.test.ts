import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../lib/exercises/assignment/problems";
import { assignmentOf } from "../../../lib/exercises/assignment/read";
import type { Cell } from "../../../lib/runner/notebook/format";
import { assignmentCell, notebookOf, sums, sumsCells } from "../fixtures";

/** The small assignment with one cell changed. */
function changed(gradeId: string, change: (cell: Cell) => Cell | readonly Cell[]): readonly Cell[] {
  return sumsCells.flatMap((cell) => (cell.id === `cell-${gradeId}` ? change(cell) : cell));
}

function problems(cells: readonly Cell[], name = "01-sums"): string[] {
  return problemsOf(notebookOf(cells), name);
}

const resourced = (gradeId: string, edit: (source: string) => string) =>
  problems(changed(gradeId, (cell) => ({ ...cell, source: edit(cell.source) })));

const remarked = (gradeId: string, nbgrader: Readonly<Record<string, unknown>>) =>
  problems(
    changed(gradeId, (cell) => ({
      ...cell,
      metadata: { ...cell.metadata, nbgrader: { ...(cell.metadata.nbgrader as object), ...nbgrader } },
    })),
  );

describe("an assignment in order", () => {
  test("has no problems", () => {
    expect(problems(sumsCells)).toEqual([]);
  });

  test("is read with exercises, cells, points and hints", () => {
    expect(sums).toMatchObject({ number: "01", name: "01-sums", title: "Sums that shrink", maximum: 20 });
    expect(sums.exercises.map(({ name, kind, points }) => [name, kind, points])).toEqual([
      ["predict-sum", "predict", 4],
      ["write-mean", "implement", 8],
      ["drop-largest", "ablation", 5],
      ["explain-sum", "explain", 3],
    ]);
    expect(sums.exercises[0]!.hints).toEqual(["Pair the ends: **1 + 4**."]);
    expect(sums.exercises[1]!.cells.map(({ role, gradeId }) => `${role} ${gradeId}`)).toEqual([
      "given write-mean-text",
      "solution write-mean",
      "test write-mean-test-1",
      "test write-mean-test-2",
    ]);
    expect(sums.cells[1]).toMatchObject({ role: "given", exercise: undefined, points: 0 });
  });
});

describe("problems", () => {
  test("of one that is not in order are all told at once", () => {
    const cells = changed("set-up", (cell) => ({ ...cell, metadata: {} })).slice(0, -2);
    expect(() => assignmentOf(notebookOf(cells), "01-sums")).toThrow(
      /01-sums is not in order:\n {2}cell 2 needs nbgrader metadata.*\n {2}the notebook needs at least 4 exercises, got 3$/s,
    );
  });

  test("of cells that occur twice name both", () => {
    expect(problems(changed("set-up", (cell) => [cell, cell]))).toEqual([
      'cells 2 and 3 have the same grade_id "set-up": every cell needs its own',
      'cells 2 and 3 have the same id "cell-set-up": every cell needs its own',
    ]);
  });

  test.each([
    [{ grade_id: "two words" }, /cell 2 \(two words\) needs a grade_id of letters.*got "two words"/],
    [{ schema_version: 2 }, /needs schema_version 3, got 2/],
    [{ task: true }, /needs task: false/],
    [{ grade: "yes" }, /needs grade: true or false, got "yes"/],
    [{ cell_type: "markdown" }, /needs cell_type "code" in its metadata, got "markdown"/],
    [{ locked: false }, /cell 2 \(set-up\) needs locked: true, since students must not change it/],
    [{ points: 3 }, /needs no points, since nothing grades it, got 3/],
  ])("of metadata %j are named", (nbgrader, message) => {
    expect(remarked("set-up", nbgrader)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test.each([
    ["write-mean-test-1", { points: 0 }, /needs points above 0, got 0/],
    ["write-mean-test-1", { points: undefined }, /needs points above 0, got none/],
    ["write-mean-test-1", { locked: false }, /needs locked: true/],
    [
      "write-mean-test-1",
      { grade_id: "mean-test-1" },
      /needs test cells "write-mean-test-1", …, got "mean-test-1"/,
    ],
    ["write-mean", { locked: true }, /needs locked: false, since students answer in it/],
    ["write-mean", { grade_id: "mean" }, /needs solution cells "write-mean", "write-mean-…", got "mean"/],
    ["write-mean", { grade: true, points: 1 }, /is graded and a solution: needs to be a Markdown cell/],
    ["explain-sum-explanation", { solution: false }, /is graded and no solution: needs to be a code cell/],
    ["explain-sum-explanation", { grade: false }, /is a solution in Markdown: needs grade: true and points/],
    [
      "explain-sum-explanation",
      { grade_id: "why" },
      /needs an explanation "explain-sum-explanation", got "why"/,
    ],
  ])("of %s with %j are named", (gradeId, nbgrader, message) => {
    expect(remarked(gradeId, nbgrader)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test.each([
    ["predict-sum", (s: string) => s.replace("// END SOLUTION", ""), /BEGIN SOLUTION in line 1 without END SOLUTION/],
    ["predict-sum", (s: string) => s.replace("// BEGIN SOLUTION", ""), /END SOLUTION in line 3 without BEGIN/],
    ["predict-sum", (s: string) => s.replace("const", "// BEGIN SOLUTION\nconst"), /a second BEGIN SOLUTION in line 2/],
    ["predict-sum", () => "const a = 1;", /needs a solution between BEGIN SOLUTION and END SOLUTION, got none/],
    ["predict-sum", () => "// BEGIN SOLUTION\n\n// END SOLUTION", /needs something between BEGIN SOLUTION/],
    ["predict-sum", (s: string) => s.replace("// B", "# B"), /marks on lines of their own such as "\/\/ BEGIN SOLUTION", got "# BEGIN SOLUTION"/],
    ["predict-sum", (s: string) => `${s}\n// BEGIN HIDDEN TESTS`, /needs to be without BEGIN HIDDEN TESTS/],
    ["set-up", () => "// BEGIN SOLUTION\n1\n// END SOLUTION", /needs to be without BEGIN SOLUTION and END SOLUTION, got/],
    ["explain-sum-explanation", (s: string) => s.replaceAll("<!-- ", "// "), /such as "<!-- BEGIN SOLUTION -->"/],
    ["write-mean-test-1", (s: string) => s.replace("import", "// import"), /needs import assert from "node:assert\/strict";/],
    ["write-mean-test-1", (s: string) => s.replace('assert.equal(mean([1, 3]), 2, "the mean of 1 and 3 is 2");', ""), /needs a visible assertion before anything hidden/],
    ["write-mean-test-1", (s: string) => `${s}\nassert.ok(1);`, /needs its hidden tests at the end/],
    ["write-mean-test-1", (s: string) => s.replace("// END HIDDEN TESTS", ""), /BEGIN HIDDEN TESTS in line 3 without END/],
    ["write-mean-text", (s: string) => s.replace("8 points", "9 points"), /exercise write-mean needs 8 points in its heading, as its cells give, got 9/],
    ["write-mean-text", (s: string) => s.replace("Exercise 2", "Exercise 3"), /needs number 2, got 3/],
    ["write-mean-text", (s: string) => s.replace(" · ", ": "), /begins with "## Exercise 2 · Title \(8 points\)", got "## Exercise 2: Write/],
    ["write-mean-text", (s: string) => s.replace("<summary>", ""), /needs <details><summary>Hint/],
  ])("of the text of %s are named (%#)", (gradeId, edit, message) => {
    expect(resourced(gradeId, edit)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  }); // biome-ignore format: one case a line

  test.each([
    [{ exercise: "Mean", kind: "implement" }, /exercise Mean needs a name in kebab-case/],
    [
      { exercise: "write-mean", kind: "guess" },
      /needs a kind out of predict, implement, ablation, explain, got guess/,
    ],
  ])("of an exercise's metadata %j are named", (model_collapse, message) => {
    const cells = changed("write-mean-text", (cell) => ({
      ...cell,
      metadata: { ...cell.metadata, model_collapse },
    }));
    expect(problems(cells)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test.each([
    ["write-mean", () => [], /exercise write-mean needs its solution cell before its tests/],
    ["explain-sum-explanation", () => [], /explain-sum needs a solution cell with tests, or an explanation/],
    ["drop-largest-test-1", () => [], /drop-largest has a solution cell: it needs test cells/],
    ["set-up", (cell: Cell) => [cell, assignmentCell("code", "early", "// BEGIN SOLUTION\n1\n// END SOLUTION", { solution: true })], /cell 3 \(early\) needs to stand behind the text of its exercise/],
    ["set-up", (cell: Cell) => ({ ...cell, execution_count: 3 }) as Cell, /needs to be without outputs/],
    ["title", (cell: Cell) => ({ ...cell, cell_type: "raw" }) as Cell, /needs to be a code or Markdown cell, got a raw one/],
  ])("of what stands in place of %s are named", (gradeId, change, message) => {
    expect(problems(changed(gradeId, change))).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  }); // biome-ignore format: one case a line

  test("of the file's name and of the kernel are named", () => {
    expect(problems(sumsCells, "sums")).toEqual(["the file needs a name such as 01-name.ipynb, got sums"]);
    expect(problemsOf({ cells: sumsCells, metadata: {} }, "01-sums")).toEqual([
      'the notebook needs a kernelspec "model-collapse" of language "typescript", got undefined and undefined',
    ]);
  });
});

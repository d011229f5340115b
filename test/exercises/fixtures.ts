import type { Assignment } from "../../lib/exercises/assignment/assignment";
import { assignmentOf } from "../../lib/exercises/assignment/read";
import type { Cell, Notebook } from "../../lib/runner/notebook/format";

type CellType = "code" | "markdown";

interface Grading {
  readonly grade?: boolean;
  readonly solution?: boolean;
  readonly points?: number;
}

/** A cell as an instructor writes it; more metadata beside nbgrader's. */
export function assignmentCell(
  type: CellType,
  gradeId: string,
  source: string,
  { grade = false, solution = false, points }: Grading = {},
  more: Readonly<Record<string, unknown>> = {},
): Cell {
  const nbgrader = {
    schema_version: 3,
    grade_id: gradeId,
    grade,
    solution,
    locked: !solution,
    task: false,
    ...(points === undefined ? {} : { points }),
    cell_type: type,
  };
  const base = { id: `cell-${gradeId}`, source, metadata: { ...more, nbgrader } };
  return type === "code"
    ? { cell_type: "code", ...base, execution_count: null, outputs: [] }
    : { cell_type: "markdown", ...base };
}

function text(name: string, kind: string, source: string): Cell {
  return assignmentCell("markdown", `${name}-text`, source, {}, { model_collapse: { exercise: name, kind } });
}

function solution(name: string, source: string): Cell {
  return assignmentCell("code", name, source, { solution: true });
}

function testCell(gradeId: string, points: number, visible: string, hidden: string): Cell {
  const lines = ['import assert from "node:assert/strict";', visible];
  if (hidden !== "") lines.push("// BEGIN HIDDEN TESTS", hidden, "// END HIDDEN TESTS");
  return assignmentCell("code", gradeId, lines.join("\n"), { grade: true, points });
}

const hint = (words: string) => `<details><summary>Hint</summary>${words}</details>`;

/** The cells of a small assignment: 20 points, 3 of them marked by hand; nothing in it takes long. */
export const sumsCells: readonly Cell[] = [
  assignmentCell("markdown", "title", "# Sums that shrink\n\nFour exercises, 20 points."),
  assignmentCell("code", "set-up", "const numbers = [1, 2, 3, 4];"),
  text(
    "predict-sum",
    "predict",
    `## Exercise 1 · Predict the sum (4 points)\n\nWhat is the sum of $1 + 2 + 3 + 4$?\n\n${hint("Pair the ends: **1 + 4**.")}`,
  ),
  solution("predict-sum", "// BEGIN SOLUTION\nconst predictedSum = 10;\n// END SOLUTION"),
  testCell(
    "predict-sum-test-1",
    4,
    'assert.equal(typeof predictedSum, "number", "predictedSum needs to be a number");',
    'assert.equal(predictedSum, 10, "the secret sum is ten");',
  ),
  text(
    "write-mean",
    "implement",
    `## Exercise 2 · Write the mean (8 points)\n\nWrite \`mean\`.\n\n${hint("Divide by the number of values; what of none?")}`,
  ),
  solution(
    "write-mean",
    [
      "function mean(values: readonly number[]): number {",
      "  // BEGIN SOLUTION",
      '  if (values.length === 0) throw new RangeError("mean needs values");',
      "  return values.reduce((total, value) => total + value, 0) / values.length;",
      "  // END SOLUTION",
      "}",
    ].join("\n"),
  ),
  testCell(
    "write-mean-test-1",
    3,
    'assert.equal(mean([1, 3]), 2, "the mean of 1 and 3 is 2");',
    "assert.equal(mean([2, 4, 9]), 5);",
  ),
  testCell(
    "write-mean-test-2",
    5,
    'assert.equal(typeof mean, "function", "mean needs to be a function");',
    "assert.throws(() => mean([]), RangeError);",
  ),
  text(
    "drop-largest",
    "ablation",
    `## Exercise 3 · Drop the largest (5 points)\n\nWhat is left without it?\n\n${hint("Use slice.")}`,
  ),
  solution(
    "drop-largest",
    "const kept: number[] = [];\n// BEGIN SOLUTION\nkept.push(...numbers.slice(0, -1));\n// END SOLUTION\nconsole.log(kept.length);",
  ),
  testCell(
    "drop-largest-test-1",
    5,
    'assert.equal(kept.length, 3, "three numbers need to be left");',
    "assert.deepEqual(kept, [1, 2, 3]);",
  ),
  text("explain-sum", "explain", "## Exercise 4 · Say why (3 points)\n\nWhy does the mean not shrink?"),
  assignmentCell(
    "markdown",
    "explain-sum-explanation",
    "<!-- BEGIN SOLUTION -->\nBecause it is unbiased, as the model answer says.\n<!-- END SOLUTION -->",
    { grade: true, solution: true, points: 3 },
  ),
];

export function notebookOf(cells: readonly Cell[]): Notebook {
  const kernelspec = {
    name: "model-collapse",
    display_name: "TypeScript (model-collapse)",
    language: "typescript",
  };
  return { cells, metadata: { kernelspec, language_info: { name: "typescript" } } };
}

export const sums: Assignment = assignmentOf(notebookOf(sumsCells), "01-sums");

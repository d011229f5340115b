import type { SubmittedCell } from "../../lib/exercises/grading/submitted-cells";
import { studentVersion } from "../../lib/exercises/release/student-version";
import type { Notebook } from "../../lib/runner/notebook/format";
import { sums } from "./fixtures";

/** A student version with answers in place of its stubs, by grade_id. */
export function answered(answers: Readonly<Record<string, string>>): Notebook {
  const { cells, ...rest } = studentVersion(sums);
  const filled = cells.map((cell, index) => ({
    ...cell,
    source: answers[sums.cells[index]!.gradeId] ?? cell.source,
  }));
  return { ...rest, cells: filled };
}

/** Answers that earn all 17 points of the tests, and one that somebody has to read. */
export const rightAnswers: Readonly<Record<string, string>> = {
  "predict-sum": "const predictedSum = 10;",
  "write-mean": [
    "function mean(values: readonly number[]): number {",
    '  if (values.length < 1) throw new RangeError("none");',
    "  let total = 0;",
    "  for (const value of values) total += value;",
    "  return total / values.length;",
    "}",
  ].join("\n"),
  "drop-largest": "const kept: number[] = numbers.slice(0, 3);\nconsole.log(kept);",
  "explain-sum-explanation": "It keeps its **size**.",
};

/** Passes the visible tests of the mean and fails a hidden one: no RangeError for no values. */
export const forgetfulMean =
  "function mean(values: readonly number[]): number {\n  return values.reduce((a, b) => a + b, 0) / values.length;\n}";

/** What a reader of the file sees of its cells. */
export function submittedCells(notebook: Notebook): SubmittedCell[] {
  return notebook.cells.map(({ cell_type, source, metadata }) => ({
    gradeId: (metadata.nbgrader as { grade_id?: string } | undefined)?.grade_id,
    isCode: cell_type === "code",
    source,
  }));
}

import type { Assignment } from "../../../lib/exercises/assignment/assignment";
import { assignmentOf } from "../../../lib/exercises/assignment/read";
import { studentVersion } from "../../../lib/exercises/release/student-version";
import type { Cell, Notebook } from "../../../lib/runner/notebook/format";
import { assignmentCell, notebookOf } from "../fixtures";

const text = (name: string, number: number, points: number): Cell =>
  assignmentCell(
    "markdown",
    `${name}-text`,
    `## Exercise ${number} · ${name} (${points} points)\n\n<details><summary>Hint</summary>Multiply.</details>`,
    {},
    { model_collapse: { exercise: name, kind: "implement" } },
  );

const exercise = (name: string, number: number, factor: number): Cell[] => [
  text(name, number, 5),
  assignmentCell(
    "code",
    name,
    `function ${name}(x: number): number {\n  // BEGIN SOLUTION\n  return ${factor} * x;\n  // END SOLUTION\n}`,
    { solution: true },
  ),
  assignmentCell(
    "code",
    `${name}-test-1`,
    [
      'import assert from "node:assert/strict";',
      `assert.equal(typeof ${name}, "function", "${name} needs to be a function");`,
      "// BEGIN HIDDEN TESTS",
      `const expected = ${factor} * 21;`,
      `const results = [${name}(21)];`,
      "await new Promise((next) => setTimeout(next, 5));",
      `assert.ok(results.every((result) => Math.abs(result - expected) < 1e-9), "${name}(21)");`,
      `assert.equal(${name}(21), expected, "${name}(21)");`,
      "// END HIDDEN TESTS",
    ].join("\n"),
    { grade: true, points: 5 },
  ),
];

/** Four exercises of five points: an honest answer, the hostile one, and honest answers behind it. */
export const multiples: Assignment = assignmentOf(
  notebookOf([
    assignmentCell("markdown", "title", "# Multiples\n\nFour exercises, 20 points."),
    ...exercise("triple", 1, 3),
    ...exercise("double", 2, 2),
    ...exercise("quadruple", 3, 4),
    ...exercise("quintuple", 4, 5),
  ]),
  "01-multiples",
);

/** What is handed in: the last of the cells as the answer to the second exercise, those before it as cells of one's own. */
export function submission(cells: readonly string[]): Notebook {
  const { cells: handedOut, ...rest } = studentVersion(multiples);
  const answers: Readonly<Record<string, string>> = {
    triple: "function triple(x: number): number { return 3 * x; }",
    double: cells.at(-1)!,
    quadruple: "function quadruple(x: number): number { return 4 * x; }",
    quintuple: "function quintuple(x: number): number { return 5 * x; }",
  };
  const own = cells.slice(0, -1).map(
    (source, index): Cell => ({
      cell_type: "code",
      id: `own-${index}`,
      source,
      metadata: {},
      execution_count: null,
      outputs: [],
    }),
  );
  const filled = handedOut.flatMap((cell, index) => {
    const { gradeId } = multiples.cells[index]!;
    const answer = { ...cell, source: answers[gradeId] ?? cell.source };
    return gradeId === "double" ? [...own, answer] : [answer];
  });
  return { ...rest, cells: filled };
}

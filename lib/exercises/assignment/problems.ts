import type { Cell, Notebook } from "../../runner/notebook/format";
import { exerciseKinds } from "./assignment";
import { cellProblems } from "./cell-problems";
import { exerciseBeginning, exerciseHeading, hintsIn, pointsText } from "./heading";
import { gradingOf, roleOf } from "./metadata";
import { hiddenTestMarks } from "./regions";

/** Fewer exercises than this are no assignment. */
const fewestExercises = 4;

/** Everything that is wrong with an instructor's notebook, a line each; empty when it can be released and graded. */
export function problemsOf(notebook: Notebook, name: string): string[] {
  const { cells } = notebook;
  return [
    ...nameProblems(notebook, name),
    ...cells.flatMap((cell, index) =>
      cellProblems(cell).map((problem) => `cell ${describeCell(cell, index)} ${problem}`),
    ),
    ...duplicates(cells, "grade_id", (cell) => gradingOf(cell)?.gradeId || undefined),
    ...duplicates(cells, "id", ({ id }) => id),
    ...exercisesProblems(cells),
  ];
}

function describeCell(cell: Cell, index: number): string {
  const gradeId = gradingOf(cell)?.gradeId;
  return gradeId ? `${index + 1} (${gradeId})` : String(index + 1);
}

function nameProblems({ metadata }: Notebook, name: string): string[] {
  const problems: string[] = [];
  if (!/^\d{2}-[\w-]+$/.test(name)) problems.push(`the file needs a name such as 01-name.ipynb, got ${name}`);
  const kernel = metadata.kernelspec as { name?: unknown; language?: unknown } | undefined;
  if (kernel?.name !== "model-collapse" || kernel.language !== "typescript") {
    const found = `${JSON.stringify(kernel?.name)} and ${JSON.stringify(kernel?.language)}`;
    problems.push(`the notebook needs a kernelspec "model-collapse" of language "typescript", got ${found}`);
  }
  return problems;
}

function duplicates(
  cells: readonly Cell[],
  what: string,
  keyOf: (cell: Cell) => string | undefined,
): string[] {
  const first = new Map<string, number>();
  return cells.flatMap((cell, index) => {
    const value = keyOf(cell);
    if (value === undefined) return [];
    const before = first.get(value);
    if (before === undefined) first.set(value, index);
    return before === undefined
      ? []
      : [`cells ${before + 1} and ${index + 1} have the same ${what} "${value}": every cell needs its own`];
  });
}

function exercisesProblems(cells: readonly Cell[]): string[] {
  const begins = cells.flatMap((cell, index) => (exerciseBeginning(cell) === undefined ? [] : [index]));
  const problems: string[] = [];
  if (begins.length < fewestExercises) {
    problems.push(`the notebook needs at least ${fewestExercises} exercises, got ${begins.length}`);
  }
  for (const [index, cell] of cells.slice(0, begins[0]).entries()) {
    const grading = gradingOf(cell);
    if (grading?.grade || grading?.solution) {
      problems.push(`cell ${describeCell(cell, index)} needs to stand behind the text of its exercise`);
    }
  }
  for (const [index, begin] of begins.entries()) {
    const own = cells.slice(begin, begins[index + 1]);
    const { name } = exerciseBeginning(cells[begin]!)!;
    problems.push(...exerciseProblems(own, index + 1).map((problem) => `exercise ${name} ${problem}`));
  }
  return problems;
}

/** Problems of one exercise: its text and the cells up to the next one. */
function exerciseProblems(cells: readonly Cell[], number: number): string[] {
  const [text] = cells;
  const { name, kind } = exerciseBeginning(text!)!;
  const known = exerciseKinds.includes(kind as never);
  const hidesTests = cells.some(({ source }) => source.includes(hiddenTestMarks.begin));
  return [
    ...(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) ? [] : ["needs a name in kebab-case"]),
    ...(known ? [] : [`needs a kind out of ${exerciseKinds.join(", ")}, got ${kind}`]),
    ...headingProblems(cells, number),
    ...gradeIdProblems(cells, name),
    ...contentProblems(cells),
    ...(hidesTests && hintsIn(text!.source).length === 0
      ? ["needs <details><summary>Hint</summary>…</details>, which is shown when a hidden test fails"]
      : []),
  ];
}

function headingProblems(cells: readonly Cell[], number: number): string[] {
  const heading = exerciseHeading(cells[0]!.source);
  const sum = cells.reduce((total, cell) => total + (gradingOf(cell)?.points ?? 0), 0);
  if (heading === undefined) {
    const found = cells[0]!.source.split("\n", 1)[0];
    return [
      `needs a text that begins with "## Exercise ${number} · Title (${pointsText(sum)})", got "${found}"`,
    ];
  }
  const problems: string[] = [];
  if (heading.number !== number) problems.push(`needs number ${number}, got ${heading.number}`);
  if (heading.points !== sum) {
    problems.push(`needs ${pointsText(sum)} in its heading, as its cells give, got ${heading.points}`);
  }
  return problems;
}

function gradeIdProblems(cells: readonly Cell[], name: string): string[] {
  return cells.flatMap((cell) => {
    const grading = gradingOf(cell);
    if (grading === undefined) return [];
    const { gradeId } = grading;
    const role = roleOf(grading);
    if (role === "solution" && gradeId !== name && !gradeId.startsWith(`${name}-`))
      return [`needs solution cells "${name}", "${name}-…", got "${gradeId}"`];
    if (role === "explanation" && gradeId !== `${name}-explanation`)
      return [`needs an explanation "${name}-explanation", got "${gradeId}"`];
    const isTest = gradeId.startsWith(`${name}-test-`) && /^\d+$/.test(gradeId.slice(`${name}-test-`.length));
    return role === "test" && !isTest ? [`needs test cells "${name}-test-1", …, got "${gradeId}"`] : [];
  });
}

function contentProblems(cells: readonly Cell[]): string[] {
  const roles = cells.flatMap((cell) => {
    const grading = gradingOf(cell);
    return grading === undefined ? [] : [roleOf(grading)];
  });
  const [solution, test] = [roles.indexOf("solution"), roles.indexOf("test")];
  if (solution < 0 && test < 0 && !roles.includes("explanation")) {
    return ["needs a solution cell with tests, or an explanation"];
  }
  if (solution >= 0 && test < 0) return ["has a solution cell: it needs test cells"];
  if (test >= 0 && (solution < 0 || solution > test)) return ["needs its solution cell before its tests"];
  return [];
}

import { inParallel } from "../../runner/execution/pool";
import { isCodeCell } from "../../runner/notebook/format";
import { oneLine } from "../../runner/terminal/plain-text";
import type { Assignment, AssignmentCell, Exercise } from "../assignment/assignment";
import { visibleSource } from "../release/student-version";
import { runProgram } from "./run-program";
import type { CellResult, OpenSession } from "./session";

/**
 * Runs an assignment as its students could hand it in, and tells what is wrong, a line each: the model solutions have to
 * pass every test, those of one exercise have to pass its tests without those of the others, and the notebook as it is
 * handed out must pass none. At most `jobs` sessions are open at a time.
 */
export async function rehearse(
  assignment: Assignment,
  open: OpenSession,
  jobs: number,
  signal: AbortSignal,
): Promise<string[]> {
  const withTests = assignment.exercises.filter(({ cells }) => cells.some(({ role }) => role === "test"));
  const scenes = [
    () => rehearseModel(assignment, open, signal),
    () => rehearseHandout(assignment, open, signal),
    ...withTests.map((exercise) => () => rehearseAlone(assignment, exercise, open, signal)),
  ];
  const problems = await inParallel(scenes, jobs, signal, (scene) => scene());
  return problems.flatMap((found) => found ?? []);
}

async function rehearseModel(
  assignment: Assignment,
  open: OpenSession,
  signal: AbortSignal,
): Promise<string[]> {
  const ends = await runCells(assignment.cells, ({ cell }) => cell.source, open, signal);
  return ends.flatMap(([{ gradeId, role }, result]) => [
    ...(result?.status === "ok" ? [] : [`${gradeId} fails with the model solutions: ${describe(result)}`]),
    ...(role === "test" && writesErrors(result)
      ? [`${gradeId} writes to stderr, which nbgrader takes for a failure`]
      : []),
  ]);
}

async function rehearseHandout(
  assignment: Assignment,
  open: OpenSession,
  signal: AbortSignal,
): Promise<string[]> {
  const handedOut = (cell: AssignmentCell) =>
    cell.role === "solution" ? visibleSource(cell) : cell.cell.source;
  const ends = await runCells(assignment.cells, handedOut, open, signal);
  return tests(ends).flatMap(([{ gradeId, points }, result]) =>
    result?.status === "ok" ? [`${gradeId} gives its ${points} points to a notebook without answers`] : [],
  );
}

async function rehearseAlone(
  assignment: Assignment,
  { name }: Exercise,
  open: OpenSession,
  signal: AbortSignal,
): Promise<string[]> {
  const cells = assignment.cells.filter(({ role, exercise }) => role !== "test" || exercise === name);
  const sourceOf = (cell: AssignmentCell) =>
    cell.role === "solution" && cell.exercise !== name ? visibleSource(cell) : cell.cell.source;
  const ends = await runCells(cells, sourceOf, open, signal);
  return tests(ends).flatMap(([{ gradeId }, result]) =>
    result?.status === "ok" ? [] : [`${gradeId} needs the solution of another exercise: ${describe(result)}`],
  );
}

type CellEnd = readonly [AssignmentCell, CellResult | undefined];

function tests(ends: readonly CellEnd[]): CellEnd[] {
  return ends.filter(([{ role }]) => role === "test");
}

async function runCells(
  cells: readonly AssignmentCell[],
  sourceOf: (cell: AssignmentCell) => string,
  open: OpenSession,
  signal: AbortSignal,
): Promise<CellEnd[]> {
  const code = cells.filter(({ cell }) => isCodeCell(cell));
  const program = code.map((cell) => ({ source: sourceOf(cell), isTest: cell.role === "test" }));
  const results = await runProgram(program, open, signal);
  return code.map((cell, index) => [cell, results[index]] as const);
}

function describe(result: CellResult | undefined): string {
  return result === undefined
    ? "it was not come to"
    : oneLine(`${result.name}: ${result.message?.split("\n", 1)[0]}`, 300);
}

function writesErrors(result: CellResult | undefined): boolean {
  return (
    result?.outputs.some((output) => output.output_type === "stream" && output.name === "stderr") ?? false
  );
}

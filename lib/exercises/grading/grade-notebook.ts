import { type Assignment, type AssignmentCell, gradedCells } from "../assignment/assignment";
import { visibleSource } from "../release/student-version";
import type { HandMark } from "./hand-marks";
import type { Mark } from "./mark";
import { withOutputBudget } from "./output-budget";
import { type RestoredCell, restore } from "./restore";
import { runProgram } from "./run-program";
import type { CellResult, OpenSession } from "./session";
import type { SubmittedCell } from "./submitted-cells";

/** A cell after grading, with what the run that may be shown gave; undefined for texts and for cells not come to. */
export interface GradedCell extends RestoredCell {
  readonly result: CellResult | undefined;
}

export interface GradedNotebook {
  readonly cells: readonly GradedCell[];
  readonly marks: readonly Mark[];
  readonly notes: readonly string[];
}

export interface GradeOptions {
  readonly open: OpenSession;
  /** What was marked by hand, by grade_id. */
  readonly byHand: ReadonlyMap<string, HandMark>;
  readonly signal: AbortSignal;
}

/** What all cells of a submission together may show in its feedback. */
const shownCharacters = 8_000_000;

/**
 * Grades the cells of a submission. It runs twice: without the hidden tests for everything that is shown, and with them
 * for the marks, of which nothing is kept but which tests passed. So no output can carry a hidden test away.
 */
export async function gradeNotebook(
  assignment: Assignment,
  submitted: readonly SubmittedCell[],
  { open, byHand, signal }: GradeOptions,
): Promise<GradedNotebook> {
  const { cells, notes } = restore(assignment, submitted);
  const shown = await runCells(
    cells,
    ({ source }) => source,
    withOutputBudget(open, shownCharacters),
    signal,
  );
  const silently = withOutputBudget(open, 0);
  const complete = await runCells(cells, ({ completeSource }) => completeSource, silently, signal);
  const passed = new Set(
    cells.filter((cell) => complete.get(cell)?.status === "ok").map(({ gradeId }) => gradeId),
  );
  const graded = cells.map((cell) => ({ ...cell, result: shown.get(cell) }));
  const find = (gradeId: string) => graded.find((cell) => cell.gradeId === gradeId)!;
  const marks = gradedCells(assignment).map((assigned) =>
    assigned.role === "test"
      ? markTest(assigned, passed.has(assigned.gradeId), find(assigned.gradeId).result)
      : markExplanation(assigned, find(assigned.gradeId).source, byHand.get(assigned.gradeId)),
  );
  return { cells: graded, marks, notes: [...notes, ...limitNotes(graded)] };
}

async function runCells(
  cells: readonly RestoredCell[],
  sourceOf: (cell: RestoredCell) => string,
  open: OpenSession,
  signal: AbortSignal,
): Promise<Map<RestoredCell, CellResult | undefined>> {
  const code = cells.filter(({ isCode }) => isCode);
  const program = code.map((cell) => ({ source: sourceOf(cell), isTest: cell.role === "test" }));
  const results = await runProgram(program, open, signal);
  return new Map(code.map((cell, index) => [cell, results[index]]));
}

function baseMark({ gradeId, exercise, points }: AssignmentCell): Omit<Mark, "points" | "state"> {
  return { gradeId, exercise: exercise!, maximum: points, comment: "" };
}

function markTest(assigned: AssignmentCell, hasPassed: boolean, shown: CellResult | undefined): Mark {
  if (hasPassed) return { ...baseMark(assigned), points: assigned.points, state: "passed" };
  return { ...baseMark(assigned), points: 0, state: shown?.status === "ok" ? "hidden" : "failed" };
}

/** An answer that is still the stub gives nothing; any other waits for somebody to read it. */
function markExplanation(assigned: AssignmentCell, answer: string, byHand: HandMark | undefined): Mark {
  if (byHand !== undefined) {
    return { ...baseMark(assigned), points: byHand.points, comment: byHand.comment, state: "marked" };
  }
  const isUnanswered = answer.trim() === "" || answer.trim() === visibleSource(assigned).trim();
  if (isUnanswered) return { ...baseMark(assigned), points: 0, state: "unanswered" };
  return { ...baseMark(assigned), points: undefined, state: "to be marked" };
}

/** Marks of a submission that could not be read or was not handed in. */
export function zeroMarks(assignment: Assignment): Mark[] {
  return gradedCells(assignment).map((cell) => ({ ...baseMark(cell), points: 0, state: "not run" }));
}

/** Cells that were stopped, so that whoever reads the grades need not look for them. */
function limitNotes(cells: readonly GradedCell[]): string[] {
  const stopped = cells.flatMap(({ gradeId, role, result }) => {
    if (result === undefined || result.status === "ok" || result.status === "error") return [];
    const name = gradeId ?? (role === "own" ? "of the student's own" : role);
    return [`Cell ${name} was stopped (${result.status}).`];
  });
  const missed = cells.filter(({ isCode, result }) => isCode && result === undefined).length;
  if (missed === 0) return stopped;
  return [...stopped, `${missed} ${missed === 1 ? "cell was" : "cells were"} not run after that.`];
}

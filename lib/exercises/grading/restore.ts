import { isCodeCell } from "../../runner/notebook/format";
import type { Assignment, AssignmentCell } from "../assignment/assignment";
import type { CellRole } from "../assignment/metadata";
import { visibleSource } from "../release/student-version";
import type { SubmittedCell } from "./submitted-cells";

/** A cell of a submission as it is graded: `own` cells are those that the student has added. */
export interface RestoredCell {
  readonly role: CellRole | "own";
  readonly gradeId: string | undefined;
  readonly exercise: string | undefined;
  readonly isCode: boolean;
  /** As the student may see it. */
  readonly source: string;
  /** The same with hidden tests. */
  readonly completeSource: string;
}

export interface RestoredNotebook {
  readonly cells: readonly RestoredCell[];
  /** What had to be put right, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * The notebook that is graded: the instructor's cells in the instructor's order, the student's answers in the cells that
 * are for answers, and the cells that the student has added behind those they stood behind. A cell is known by its
 * grade_id alone; of several that claim the same the last one counts, as in nbgrader, and of answers the others run as
 * the student's own.
 */
export function restore({ cells }: Assignment, submitted: readonly SubmittedCell[]): RestoredNotebook {
  const known = new Map(cells.map((cell) => [cell.gradeId, cell]));
  const counting = new Map<string, number>();
  for (const [index, { gradeId }] of submitted.entries()) {
    if (gradeId !== undefined && known.has(gradeId)) counting.set(gradeId, index);
  }
  const own = ownCells(submitted, known, counting);
  const restored = cells.flatMap((cell) => {
    const answer = submitted[counting.get(cell.gradeId) ?? -1];
    const behind = (own.get(cell.gradeId) ?? []).map((source) => ownCell(source, cell.exercise));
    return [...restoreCell(cell, answer), ...behind];
  });
  const first = (own.get(undefined) ?? []).map((source) => ownCell(source, undefined));
  const notes = [
    ...cells.flatMap((cell) => notesOn(cell, submitted, counting)),
    ...orderNotes(cells, counting),
  ];
  return { cells: [...first, ...restored], notes };
}

/** Texts of the student's own code cells, by the known cell that they stand behind. */
function ownCells(
  submitted: readonly SubmittedCell[],
  known: ReadonlyMap<string, AssignmentCell>,
  counting: ReadonlyMap<string, number>,
): Map<string | undefined, string[]> {
  const own = new Map<string | undefined, string[]>();
  let before: string | undefined;
  for (const [index, { gradeId, isCode, source }] of submitted.entries()) {
    const claimed = gradeId === undefined ? undefined : known.get(gradeId);
    if (gradeId !== undefined && counting.get(gradeId) === index) before = gradeId;
    else if (isCode && source.trim() !== "" && (claimed === undefined || claimed.role === "solution")) {
      own.set(before, [...(own.get(before) ?? []), source]);
    }
  }
  return own;
}

function ownCell(source: string, exercise: string | undefined): RestoredCell {
  return { role: "own", gradeId: undefined, exercise, isCode: true, source, completeSource: source };
}

/** A solution cell that was deleted stays away: what it declared may stand in a cell of the student's own. */
function restoreCell(assigned: AssignmentCell, answer: SubmittedCell | undefined): RestoredCell[] {
  const { cell, role, gradeId, exercise } = assigned;
  const common = { role, gradeId, exercise, isCode: isCodeCell(cell) };
  if (role === "given" || role === "test") {
    return [{ ...common, source: visibleSource(assigned), completeSource: cell.source }];
  }
  if (role === "solution" && answer === undefined) return [];
  const source = answer?.source ?? visibleSource(assigned);
  return [{ ...common, source, completeSource: source }];
}

function notesOn(
  assigned: AssignmentCell,
  submitted: readonly SubmittedCell[],
  counting: ReadonlyMap<string, number>,
): string[] {
  const { cell, role, gradeId } = assigned;
  const answer = submitted[counting.get(gradeId) ?? -1];
  const isLocked = role === "given" || role === "test";
  if (answer === undefined) {
    return [`Cell ${gradeId} was missing${role === "solution" ? "." : " and was put back."}`];
  }
  const notes: string[] = [];
  const copies = submitted.filter((other) => other.gradeId === gradeId).length;
  if (copies > 1) notes.push(`Cell ${gradeId} was there ${copies} times; the last one counts.`);
  if (answer.isCode !== isCodeCell(cell)) notes.push(`Cell ${gradeId} was of another type.`);
  if (isLocked && answer.source.trimEnd() !== visibleSource(assigned).trimEnd()) {
    notes.push(`Cell ${gradeId} was changed and was put back as it had been.`);
  }
  return notes;
}

function orderNotes(cells: readonly AssignmentCell[], counting: ReadonlyMap<string, number>): string[] {
  const positions = cells.flatMap(({ gradeId }) => counting.get(gradeId) ?? []);
  const isSorted = positions.every((position, index) => index === 0 || positions[index - 1]! < position);
  return isSorted ? [] : ["The cells stood in another order and were put back."];
}

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { isCodeCell, type Notebook } from "../../runner/notebook/format";
import { parseNotebook } from "../../runner/notebook/read";
import { titleOf } from "../../runner/report/markdown";
import type { Assignment, AssignmentCell, Exercise, ExerciseKind } from "./assignment";
import { exerciseBeginning, exerciseHeading, hintsIn } from "./heading";
import { gradingOf, roleOf } from "./metadata";
import { problemsOf } from "./problems";

/**
 * Reads an instructor's notebook.
 *
 * @throws RangeError that lists everything that is wrong with it, a line each.
 */
export function readAssignment(path: string): Assignment {
  const name = basename(path, ".ipynb");
  return assignmentOf(parseNotebook(readFileSync(path, "utf8"), basename(path)), name);
}

/** The assignment in a notebook; `name` is its file's without the extension. */
export function assignmentOf(notebook: Notebook, name: string): Assignment {
  const problems = problemsOf(notebook, name);
  if (problems.length > 0) {
    throw new RangeError(`${name} is not in order:\n${problems.map((line) => `  ${line}`).join("\n")}`);
  }
  const cells = withExercises(notebook);
  const exercises = exercisesOf(cells);
  const title = notebook.cells.flatMap((cell) => (isCodeCell(cell) ? [] : [titleOf(cell.source) ?? ""]));
  return {
    number: name.slice(0, 2),
    name,
    title: title.find((text) => text !== "") ?? name,
    notebook,
    cells,
    exercises,
    maximum: exercises.reduce((sum, { points }) => sum + points, 0),
  };
}

function withExercises({ cells }: Notebook): AssignmentCell[] {
  let exercise: string | undefined;
  return cells.map((cell) => {
    const grading = gradingOf(cell)!;
    exercise = exerciseBeginning(cell)?.name ?? exercise;
    return { cell, role: roleOf(grading), gradeId: grading.gradeId, exercise, points: grading.points ?? 0 };
  });
}

function exercisesOf(cells: readonly AssignmentCell[]): Exercise[] {
  return cells.flatMap(({ cell }) => {
    const beginning = exerciseBeginning(cell);
    if (beginning === undefined) return [];
    const { number, title, points } = exerciseHeading(cell.source)!;
    const own = cells.filter(({ exercise }) => exercise === beginning.name);
    const kind = beginning.kind as ExerciseKind;
    const hints = hintsIn(cell.source);
    return [{ name: beginning.name, kind, number, title, points, text: cell.source, hints, cells: own }];
  });
}

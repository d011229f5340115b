import type { Cell, Notebook } from "../../runner/notebook/format";
import type { CellRole } from "./metadata";

/** What an exercise asks for. */
export type ExerciseKind = "predict" | "implement" | "ablation" | "explain";

export const exerciseKinds: readonly ExerciseKind[] = ["predict", "implement", "ablation", "explain"];

/** A cell of an instructor's notebook. */
export interface AssignmentCell {
  readonly cell: Cell;
  readonly role: CellRole;
  readonly gradeId: string;
  /** Name of the exercise it belongs to; undefined before the first exercise. */
  readonly exercise: string | undefined;
  /** What it is worth; 0 unless it is a test or an explanation. */
  readonly points: number;
}

export interface Exercise {
  /** Such as "predict-half-life". */
  readonly name: string;
  readonly kind: ExerciseKind;
  readonly number: number;
  readonly title: string;
  readonly points: number;
  /** Markdown: the exercise's text, hints included. */
  readonly text: string;
  /** Markdown: the insides of its hints. */
  readonly hints: readonly string[];
  /** All cells of the exercise in the notebook's order. */
  readonly cells: readonly AssignmentCell[];
}

/** An instructor's notebook, read and found to be in order. */
export interface Assignment {
  /** "01". */
  readonly number: string;
  /** "01-gmm-variance-shrink". */
  readonly name: string;
  readonly title: string;
  readonly notebook: Notebook;
  /** One for each cell of the notebook. */
  readonly cells: readonly AssignmentCell[];
  readonly exercises: readonly Exercise[];
  /** The points that there are. */
  readonly maximum: number;
}

/** The cells that give points, in the notebook's order. */
export function gradedCells({ cells }: Pick<Assignment, "cells">): AssignmentCell[] {
  return cells.filter(({ role }) => role === "test" || role === "explanation");
}

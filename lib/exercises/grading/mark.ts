/**
 * What became of a cell that gives points. A test that passed what the student can see and failed the rest has failed
 * `hidden`; one that nobody came to, because the submission could not be read or was never handed in, is `not run`.
 */
export type MarkState = "passed" | "failed" | "hidden" | "not run" | "marked" | "unanswered" | "to be marked";

/** The points of one cell. */
export interface Mark {
  readonly gradeId: string;
  readonly exercise: string;
  readonly maximum: number;
  /** Undefined while somebody has to mark it by hand. */
  readonly points: number | undefined;
  readonly state: MarkState;
  /** Of whoever marked it. */
  readonly comment: string;
}

/** Points given so far. */
export function totalOf(marks: readonly Mark[]): number {
  return rounded(marks.reduce((sum, { points }) => sum + (points ?? 0), 0));
}

/** The most points that there are. */
export function maximumOf(marks: readonly Mark[]): number {
  return rounded(marks.reduce((sum, { maximum }) => sum + maximum, 0));
}

/** Points that are still to be given by hand. */
export function outstandingOf(marks: readonly Mark[]): number {
  return maximumOf(marks.filter(({ points }) => points === undefined));
}

/** Sums of tenths, without what binary fractions add to them. */
function rounded(points: number): number {
  return Math.round(points * 1e6) / 1e6;
}

import { csvText } from "../../runner/files/csv";
import type { GradedSubmission } from "./grade-all";

/** An answer that somebody has to read. */
export interface AnswerToMark {
  readonly student: string;
  readonly assignment: string;
  readonly gradeId: string;
  readonly maximum: number;
  /** Given before; undefined: still to be marked. */
  readonly points: number | undefined;
  readonly comment: string;
  readonly answer: string;
}

/** The answers of a submission that are marked by hand, those that have been marked among them. */
export function answersToMark({ student, assignment, marks, cells }: GradedSubmission): AnswerToMark[] {
  return marks
    .filter(({ state }) => state === "to be marked" || state === "marked")
    .map(({ gradeId, maximum, points, comment }) => {
      const answer = cells.find((cell) => cell.gradeId === gradeId)?.source ?? "";
      return { student, assignment, gradeId, maximum, points, comment, answer };
    });
}

/** `to-mark.csv`: a row for each answer, to be filled in and given back with `--manual`. */
export function toMarkCsv(answers: readonly AnswerToMark[]): string {
  const header = ["student", "assignment", "grade_id", "maximum", "points", "comment", "answer"];
  const rows = answers.map(({ student, assignment, gradeId, maximum, points, comment, answer }) => [
    ...[student, assignment, gradeId, maximum, points ?? "", comment, answer],
  ]);
  return csvText([header, ...rows]);
}

import { csvText } from "../../runner/files/csv";
import type { Assignment } from "../assignment/assignment";
import { gradedCells } from "../assignment/assignment";
import type { Grade } from "./grade-all";
import { maximumOf, outstandingOf, totalOf } from "./mark";

/**
 * `grades.csv`: a row for each student and assignment, a column for each cell that gives points (`01:grade_id`). Points that
 * are still to be given, by hand or by grading again, are left empty.
 */
export function gradesCsv(grades: readonly Grade[], assignments: readonly Assignment[]): string {
  const columns = assignments.flatMap((assignment) =>
    gradedCells(assignment).map(({ gradeId }) => ({ assignment, gradeId })),
  );
  const header = [
    ...["student", "assignment", "status", "total", "maximum", "manual outstanding"],
    ...columns.map(({ assignment, gradeId }) => `${assignment.number}:${gradeId}`),
    "notes",
  ];
  const rows = grades.map((grade) => {
    const { student, assignment, status, marks } = grade;
    const points = columns.map((column) => {
      if (column.assignment.name !== assignment) return "";
      return marks.find(({ gradeId }) => gradeId === column.gradeId)?.points ?? "";
    });
    const isGraded = status !== "not graded";
    const sums = [isGraded ? totalOf(marks) : "", maximumOf(marks), isGraded ? outstandingOf(marks) : ""];
    return [student, assignment, status, ...sums, ...points, remarks(grade).join(" ")];
  });
  return csvText([header, ...rows]);
}

/** `grades.json`: the same for programs, with what became of each cell. The same submissions give the same text. */
export function gradesJson(grades: readonly Grade[]): string {
  const records = grades.map((grade) => ({
    student: grade.student,
    assignment: grade.assignment,
    status: grade.status,
    ...(grade.status === "not graded" ? {} : { total: totalOf(grade.marks) }),
    maximum: maximumOf(grade.marks),
    ...(grade.status === "not graded" ? {} : { manualOutstanding: outstandingOf(grade.marks) }),
    marks: grade.marks.map(({ points, ...mark }) => ({ ...mark, points: points ?? null })),
    notes: remarks(grade),
  }));
  return `${JSON.stringify({ grades: records }, null, 2)}\n`;
}

function remarks({ reason, notes }: Grade): string[] {
  return reason === "" ? [...notes] : [reason, ...notes];
}

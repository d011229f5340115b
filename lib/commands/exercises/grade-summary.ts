import type { Assignment } from "../../exercises/assignment/assignment";
import type { Grade } from "../../exercises/grading/grade-all";
import { maximumOf, outstandingOf, totalOf } from "../../exercises/grading/mark";
import { oneLine } from "../../runner/terminal/plain-text";

/** What the terminal says at the end: who has how many points, what the mean is, and which exercise gave how much. */
export function gradeSummary(grades: readonly Grade[], assignments: readonly Assignment[]): string[] {
  return assignments.flatMap((assignment) => {
    const own = grades.filter((grade) => grade.assignment === assignment.name);
    return [
      "",
      `${assignment.name}  ${oneLine(assignment.title, 80)}`,
      ...studentRows(own),
      "",
      ...shares(own, assignment),
    ];
  });
}

function studentRows(grades: readonly Grade[]): string[] {
  const names = grades.map(({ student }) => oneLine(student, 40));
  const width = Math.max(...names.map((name) => [...name].length), 0);
  return grades.map(({ status, marks }, index) => {
    const name = names[index]!;
    const open = outstandingOf(marks);
    const points = status === "not graded" ? "?" : String(totalOf(marks));
    const remark = status === "graded" ? (open === 0 ? "" : `  ${open} to be marked by hand`) : `  ${status}`;
    return `  ${name}${" ".repeat(width - [...name].length)}  ${points.padStart(6)} of ${maximumOf(marks)}${remark}`;
  });
}

/** Over what was graded: who handed in nothing says nothing about an exercise. */
function shares(grades: readonly Grade[], { exercises }: Assignment): string[] {
  const graded = grades.filter(({ status }) => status === "graded");
  if (graded.length === 0) return ["  None could be graded."];
  const mean = graded.reduce((sum, { marks }) => sum + totalOf(marks), 0) / graded.length;
  const lines = exercises.map(({ name, number, title }) => {
    const marks = graded.flatMap((grade) => grade.marks.filter(({ exercise }) => exercise === name));
    const marked = marks.filter(({ points }) => points !== undefined);
    const share =
      marked.length === 0 ? "by hand" : `${Math.round((100 * totalOf(marked)) / maximumOf(marked))} %`;
    return `  ${share.padStart(7)}  ${number} · ${title}`;
  });
  const all = maximumOf(graded[0]!.marks);
  return [`  Mean ${mean.toFixed(1)} of ${all}, of ${graded.length} graded; by exercise:`, ...lines];
}

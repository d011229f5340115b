import type { Exercise } from "../assignment/assignment";
import type { GradedSubmission } from "../grading/grade-all";
import type { GradedCell } from "../grading/grade-notebook";
import { maximumOf, outstandingOf, totalOf } from "../grading/mark";
import { marksTable, overview, sumText } from "./marks-table";
import { feedbackStyle } from "./style";
import { codeHtml, markdownHtml, plainHtml, resultHtml } from "./untrusted";

/** Nothing runs, nothing is fetched, nothing is sent; pictures and styles stand in the page. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A student's feedback as one HTML page that needs nothing else. All that comes from the student is shown as text. */
export function renderFeedback(graded: GradedSubmission): string {
  const { assignment } = graded.submission;
  const title = plainHtml(assignment.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}: feedback for ${plainHtml(graded.student)}</title>
<style>${feedbackStyle}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lede">Feedback for <strong>${plainHtml(graded.student)}</strong></p>
${graded.status === "graded" ? renderGraded(graded) : renderUngraded(graded)}
</main>
</body>
</html>
`;
}

function renderUngraded({ status, reason }: GradedSubmission): string {
  const points = status === "not graded" ? "Not graded yet." : "0 points.";
  return `<div class="failure"><strong>${points}</strong><pre>${plainHtml(reason)}</pre></div>`;
}

function renderGraded({ submission, marks, notes, cells }: GradedSubmission): string {
  const { exercises } = submission.assignment;
  const early = cells.filter(({ exercise, role }) => exercise === undefined && role === "own");
  const sections = exercises.map((exercise) => {
    const own = cells.filter((cell) => cell.exercise === exercise.name);
    return renderExercise(
      exercise,
      own,
      marks.filter((mark) => mark.exercise === exercise.name),
    );
  });
  const noted = notes.map((note) => `<li>${plainHtml(note)}</li>`).join("");
  return [
    renderTiles(marks),
    overview(exercises, marks),
    noted === "" ? "" : `<h3>Notes</h3><ul class="notes">${noted}</ul>`,
    early.length === 0
      ? ""
      : `<section class="exercise"><h2>Before the exercises</h2>${early.map(renderCell).join("\n")}</section>`,
    ...sections,
  ].join("\n");
}

function renderTiles(marks: GradedSubmission["marks"]): string {
  const open = outstandingOf(marks);
  const tile = (value: string, label: string, look: string) =>
    `<div class="tile ${look}"><span class="value">${value}</span><span class="label">${label}</span></div>`;
  const toCome = tile(String(open), "points still to be given by hand", "undecided");
  return `<div class="tiles">${tile(String(totalOf(marks)), `of ${maximumOf(marks)} points`, "")}${open === 0 ? "" : toCome}</div>`;
}

function renderExercise(
  exercise: Exercise,
  cells: readonly GradedCell[],
  marks: GradedSubmission["marks"],
): string {
  const { number, title, text } = exercise;
  return (
    `<section class="exercise" id="exercise-${number}"><header><h2>${number} · ${plainHtml(title)}</h2>` +
    `<span class="points">${sumText(marks)}</span></header>` +
    `<details class="task"><summary>The exercise</summary>${markdownHtml(text)}</details>` +
    marksTable(exercise, marks, cells) +
    `${cells.map(renderCell).join("\n")}</section>`
  );
}

const labels: Partial<Record<GradedCell["role"], string>> = {
  solution: "Your answer",
  own: "A cell of your own",
};

/** What the student wrote, with what it showed; what the instructor wrote is known. */
function renderCell(cell: GradedCell): string {
  if (cell.role === "explanation") {
    return `<div class="answer"><span class="label">Your answer</span>${markdownHtml(cell.source)}</div>`;
  }
  const label = labels[cell.role];
  if (label === undefined) return "";
  const result = cell.result === undefined ? "" : resultHtml(cell.result);
  return (
    `<div class="code-of"><span class="label">${label}</span>` +
    `<pre class="code"><code>${codeHtml(cell.source)}</code></pre></div>${result}`
  );
}

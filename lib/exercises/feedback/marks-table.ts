import type { Exercise } from "../assignment/assignment";
import { pointsText } from "../assignment/heading";
import type { GradedCell } from "../grading/grade-notebook";
import { type Mark, type MarkState, maximumOf, outstandingOf, totalOf } from "../grading/mark";
import type { CellResult } from "../grading/session";
import { markdownHtml, plainHtml } from "./untrusted";

/** Mark, word and colour of what became of a cell: none depends on colour. */
const badges: Readonly<Record<MarkState, readonly [string, "reproduced" | "contradicted" | "undecided"]>> = {
  passed: ["✓ passed", "reproduced"],
  failed: ["✗ failed", "contradicted"],
  hidden: ["✗ failed", "contradicted"],
  "not run": ["– not run", "undecided"],
  marked: ["✎ by hand", "reproduced"],
  unanswered: ["– no answer", "undecided"],
  "to be marked": ["… by hand", "undecided"],
};

/** The cells of an exercise that give points: what each gave, and why. */
export function marksTable(exercise: Exercise, marks: readonly Mark[], cells: readonly GradedCell[]): string {
  const rows = marks.map((mark) => {
    const [text, look] = badges[mark.state];
    const result = cells.find(({ gradeId }) => gradeId === mark.gradeId)?.result;
    return (
      `<tr><td><span class="verdict ${look}">${text}</span></td><td>${plainHtml(mark.gradeId)}` +
      `${explain(mark, exercise, result)}</td><td class="points">${pointsCell(mark)}</td></tr>`
    );
  });
  return (
    '<table class="tests"><thead><tr><th>Test</th><th>What it says</th><th class="points">Points</th></tr></thead>' +
    `<tbody>${rows.join("")}</tbody></table>`
  );
}

function pointsCell({ points, maximum }: Mark): string {
  return `${points ?? "?"} of ${maximum}`;
}

/** Why a cell gave what it gave. */
function explain(mark: Mark, { hints }: Exercise, result: CellResult | undefined): string {
  switch (mark.state) {
    case "failed":
      return failure(result);
    case "hidden": {
      const hint = hints.map((text) => `<div class="hint">${markdownHtml(text)}</div>`).join("");
      return `<div class="reason">A hidden test failed: what you can see of this cell passed.${hint === "" ? "" : " A hint:"}</div>${hint}`;
    }
    case "passed":
      return result === undefined || result.status === "ok"
        ? ""
        : '<div class="reason">It passed when it was marked, and failed in the run that is shown here.</div>';
    case "to be marked":
      return '<div class="reason">Somebody has to read this answer.</div>';
    default:
      return mark.comment === "" ? "" : `<pre>${plainHtml(mark.comment)}</pre>`;
  }
}

function failure(result: CellResult | undefined): string {
  if (result === undefined) {
    return '<div class="reason">It was not come to: too many cells before it had to be stopped.</div>';
  }
  return `<pre>${plainHtml(`${result.name}: ${result.message}`)}</pre>`;
}

/** Points by exercise and in all. */
export function overview(exercises: readonly Exercise[], marks: readonly Mark[]): string {
  const rows = exercises.map(({ name, number, title }) => {
    const own = marks.filter(({ exercise }) => exercise === name);
    return (
      `<tr><td><a href="#exercise-${number}">${number} · ${plainHtml(title)}</a></td>` +
      `<td class="points">${sumText(own)}</td></tr>`
    );
  });
  return (
    '<div class="wide"><table><thead><tr><th>Exercise</th><th class="points">Points</th></tr></thead><tbody>' +
    `${rows.join("")}<tr class="total-row"><td>Total</td><td class="points">${sumText(marks)}</td></tr></tbody></table></div>`
  );
}

/** "12 of 20", and how many of them are still open. */
export function sumText(marks: readonly Mark[]): string {
  const open = outstandingOf(marks);
  const sum = `${totalOf(marks)} of ${maximumOf(marks)}`;
  return open === 0 ? sum : `${sum}, ${pointsText(open)} still to be given`;
}

import type { Verdict } from "../../claims/claim";
import { formatMeasurement } from "../../claims/format";
import type { Failure, NotebookRun } from "../execution/run";
import { publishedText } from "../published-text";
import { formatDuration } from "./duration";
import { plainText } from "./plain-text";

/** A mark before every verdict, so that none depends on colour. */
export const verdictMarks: Readonly<Record<Verdict, string>> = {
  reproduced: "✓",
  "not reproduced": "✗",
  undecided: "?",
};

const statusMarks = { completed: "✓", failed: "✗", interrupted: "–" } as const;

/** What the terminal says when a notebook has ended: its failure, and a line for each claim. */
export function describeRun(run: NotebookRun): string[] {
  const heading = `${statusMarks[run.status]} ${run.name}  ${run.status} after ${formatDuration(run.seconds)}`;
  const claims = run.claims.map((claim) => {
    const measured = formatMeasurement(claim.measured, claim.standardError);
    const numbers = `measured ${measured}, published ${publishedText(claim)}`;
    return `    ${verdictMarks[claim.verdict]} ${claim.verdict}: ${claim.statement} (${numbers})`;
  });
  const failure = run.failure === undefined ? [] : describeFailure(run.failure).map((line) => `    ${line}`);
  return [heading, ...claims, ...failure].map((line) => plainText(line).replace(/\n/g, "\n    "));
}

/** Cell, line, the line's text and the error. */
export function describeFailure(failure: Failure): string[] {
  const { cell, line, sourceLine, name, message } = failure;
  const where = cell === undefined ? "" : `cell ${cell}${line === undefined ? "" : `, line ${line}`}: `;
  const quoted = sourceLine === undefined ? [] : [`  ${sourceLine}`];
  return [`${where}${name}: ${message}`, ...quoted];
}

import type { Claim, Verdict } from "../../claims/claim";
import { formatMeasurement } from "../../claims/format";
import { summarizeVerdicts } from "../../claims/verdicts";
import { describeChains } from "../chain-lines";
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

const mostLines = 12;

/** What the terminal says when a notebook has ended: its failure, and a line for each claim. */
export function describeRun(run: NotebookRun): string[] {
  const heading = `${statusMarks[run.status]} ${run.name}  ${run.status} after ${formatDuration(run.seconds)}`;
  const claims = describeClaims(run.claims).map((line) => `    ${line}`);
  const chains = describeChains(run.chains).map((line) => `    ${line}`);
  const failure = run.failure === undefined ? [] : describeFailure(run.failure).map((line) => `    ${line}`);
  return [heading, ...chains, ...claims, ...failure].map((line) => plainText(line).replace(/\n/g, "\n    "));
}

/** What the terminal says of a notebook that is not run again. */
export function describeKept(run: NotebookRun): string {
  const verdicts = run.claims.length === 0 ? "" : `: ${summarizeVerdicts(run.claims).text}`;
  return plainText(`✓ ${run.name}  finished before the stop, not run again${verdicts}`);
}

/** Of many claims only those that need a look; the table at the end has all. */
function describeClaims(claims: readonly Claim[]): string[] {
  const shown =
    claims.length <= mostLines ? claims : claims.filter(({ verdict }) => verdict !== "reproduced");
  const lines = shown.map((claim) => {
    const measured = formatMeasurement(claim.measured, claim.standardError);
    const numbers = `measured ${measured}, published ${publishedText(claim)}`;
    return `${verdictMarks[claim.verdict]} ${claim.verdict}: ${claim.statement} (${numbers})`;
  });
  return claims.length <= mostLines ? lines : [summarizeVerdicts(claims).text, ...lines];
}

/** Cell, line, the line's text and the error. */
export function describeFailure(failure: Failure): string[] {
  const { cell, line, sourceLine, name, message } = failure;
  const where = cell === undefined ? "" : `cell ${cell}${line === undefined ? "" : `, line ${line}`}: `;
  const quoted = sourceLine === undefined ? [] : [`  ${sourceLine}`];
  return [`${where}${name}: ${message}`, ...quoted];
}

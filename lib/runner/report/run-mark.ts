import type { Claim } from "../../claims/claim";
import type { NotebookRun } from "../execution/run";

/** The state of a notebook as one character. */
export function runMark({ status, claims }: NotebookRun): string {
  if (status === "interrupted") return mark("–", "interrupted");
  return status === "failed" ? mark("✗", "failed") : claimsMark(claims);
}

/** The worst verdict of some claims as one character. */
export function claimsMark(claims: readonly Claim[]): string {
  const has = (verdict: Claim["verdict"]) => claims.some((claim) => claim.verdict === verdict);
  if (has("not reproduced")) return mark("✗", "a claim is not reproduced");
  return has("undecided") ? mark("?", "a claim is undecided") : mark("✓", "every claim is reproduced");
}

function mark(character: string, meaning: string): string {
  return `<span class="mark" title="${meaning}">${character}</span>`;
}

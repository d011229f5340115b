import type { Claim } from "./claim";

/** How many claims ended how. */
export interface VerdictSummary {
  readonly total: number;
  readonly reproduced: number;
  readonly notReproduced: number;
  readonly undecided: number;
  /** One line for a terminal: `3 claims: 2 reproduced, 0 not reproduced, 1 undecided`. */
  readonly text: string;
}

/** Counts the verdicts of claims. */
export function summarizeVerdicts(claims: readonly Claim[]): VerdictSummary {
  const count = (verdict: Claim["verdict"]): number =>
    claims.filter((claim) => claim.verdict === verdict).length;
  const [reproduced, notReproduced, undecided] = [
    count("reproduced"),
    count("not reproduced"),
    count("undecided"),
  ];
  const total = claims.length;
  const text =
    `${total} ${total === 1 ? "claim" : "claims"}: ${reproduced} reproduced, ` +
    `${notReproduced} not reproduced, ${undecided} undecided`;
  return { total, reproduced, notReproduced, undecided, text };
}

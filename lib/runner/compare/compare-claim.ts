import type { Claim, Verdict } from "../../claims/claim";
import { apart, isClose } from "./noise";

/** What of a claim is different. */
export type ChangeKind = "gone" | "new" | "verdict" | "measured" | "published";

/** One side of a claim that changed. */
export interface ClaimSide {
  readonly verdict: Verdict;
  readonly published: number;
  readonly measured: number;
  readonly standardError: number;
}

/** How a claim differs between two runs. */
export interface ClaimChange {
  readonly id: string;
  readonly statement: string;
  readonly kinds: readonly ChangeKind[];
  /** Whether it is more than another seed explains. */
  readonly beyondNoise: boolean;
  readonly old: ClaimSide | null;
  readonly new: ClaimSide | null;
  /** Distance of the measured values in standard errors of their difference; null where that is not finite. */
  readonly standardErrors: number | null;
  /** How many of them noise alone may explain. */
  readonly allowed: number | null;
}

/**
 * How a claim of a run differs from the same claim of an older one; undefined when it does not.
 *
 * In runs with the same seed, settings and data no number may differ by more than rounding; of claims that amplify
 * rounding, the measured value by no more than noise. In others the measured value may differ by four standard errors of
 * the difference, and the verdict may become undecided, or decided, as long as it does.
 */
export function changeOf(
  older: Claim | undefined,
  newer: Claim | undefined,
  sameRun: boolean,
): ClaimChange | undefined {
  const { id, statement } = (newer ?? older)!;
  const sides = { old: older ? sideOf(older) : null, new: newer ? sideOf(newer) : null };
  if (older === undefined || newer === undefined) {
    const kinds: ChangeKind[] = [older === undefined ? "new" : "gone"];
    const beyondNoise = newer === undefined;
    return { id, statement, kinds, beyondNoise, ...sides, standardErrors: null, allowed: null };
  }
  const { standardErrors, allowed } = apart(older, newer);
  const far = standardErrors > allowed;
  const exact = sameRun && !(older.amplifiesRounding && newer.amplifiesRounding);
  const kinds: ChangeKind[] = [
    ...(older.verdict === newer.verdict ? [] : (["verdict"] as const)),
    ...((exact ? hasMoved(older, newer) : far) ? (["measured"] as const) : []),
    ...(sameRun && !samePublished(older, newer) ? (["published"] as const) : []),
  ];
  if (kinds.length === 0) return undefined;
  const reversed = older.verdict !== newer.verdict && ![older.verdict, newer.verdict].includes("undecided");
  const beyondNoise = exact || far || reversed || kinds.includes("published");
  const distance = Number.isFinite(standardErrors) ? standardErrors : null;
  return { id, statement, kinds, beyondNoise, ...sides, standardErrors: distance, allowed };
}

function sideOf({ verdict, published, measured, standardError }: Claim): ClaimSide {
  return { verdict, published, measured, standardError };
}

function hasMoved(older: Claim, newer: Claim): boolean {
  return !(isClose(older.measured, newer.measured) && isClose(older.standardError, newer.standardError));
}

function samePublished(older: Claim, newer: Claim): boolean {
  return isClose(older.published, newer.published) && isClose(older.rival, newer.rival);
}

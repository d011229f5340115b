import type { Estimate } from "../summaries";
import type { PairSums } from "./pair-sums";

/** Sums of a function k of two points over the pairs of two sets x (n points) and y (m points). */
interface Totals {
  /** Σ k(x, x'), x' ≠ x. */
  readonly withinFirst: number;
  readonly withinSecond: number;
  /** Σ k(x, y). */
  readonly across: number;
}

/** `itself` is k of a point and itself. */
function totalsOf({ firstRows, secondRows, toFirst, toSecond }: PairSums, itself: number): Totals {
  const totals = { withinFirst: -itself * firstRows, withinSecond: -itself * secondRows, across: 0 };
  for (let r = 0; r < firstRows; r++) {
    totals.withinFirst += toFirst[r]!;
    totals.across += toSecond[r]!;
  }
  for (let r = firstRows; r < toSecond.length; r++) totals.withinSecond += toSecond[r]!;
  return totals;
}

/** Mean k(x, x') + mean k(y, y') − 2 mean k(x, y) over all pairs, a point with itself (k = 0) included: the V-statistic. */
export function biasedContrast(sums: PairSums): number {
  const { firstRows: n, secondRows: m } = sums;
  const { withinFirst, withinSecond, across } = totalsOf(sums, 0);
  return withinFirst / n / n + withinSecond / m / m - (2 * across) / n / m;
}

/** The same over pairs of different points: the U-statistic, which has no bias. */
export function unbiasedContrast(sums: PairSums, itself: number): number {
  const { firstRows: n, secondRows: m } = sums;
  const { withinFirst, withinSecond, across } = totalsOf(sums, itself);
  return withinFirst / n / (n - 1) + withinSecond / m / (m - 1) - (2 * across) / n / m;
}

/**
 * The U-statistic with its jackknife standard error: what it changes by when one point is left out, for every point
 * of both sets, in closed form from the sums. The expected square of that error is never below the variance (Efron &
 * Stein 1981). Needs three points a set. O(n + m).
 */
export function estimatedContrast(sums: PairSums, itself: number): Estimate {
  const { firstRows: n, secondRows: m, toFirst, toSecond } = sums;
  const own = [toFirst.subarray(0, n), toSecond.subarray(n)] as const;
  const other = [toSecond.subarray(0, n), toFirst.subarray(n)] as const;
  const variance = leaveOneOutVariance(own[0], other[0], m) + leaveOneOutVariance(own[1], other[1], n);
  return { measured: unbiasedContrast(sums, itself), standardError: Math.sqrt(variance) };
}

/**
 * (n − 1)/n Σ (θ₋ᵢ − their mean)². Without point i, Σ k(x, x') loses 2 `within`[i] and Σ k(x, y) loses
 * `across`[i]; what all points lose alike goes with the mean.
 */
function leaveOneOutVariance(within: Float64Array, across: Float64Array, others: number): number {
  const n = within.length;
  const changes = within.map(
    (sum, i) => (2 * across[i]!) / ((n - 1) * others) - (2 * sum) / ((n - 1) * (n - 2)),
  );
  const mean = changes.reduce((sum, change) => sum + change, 0) / n;
  return ((n - 1) / n) * changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
}

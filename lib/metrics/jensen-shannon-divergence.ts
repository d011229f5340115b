import { sumOfLogRatios } from "./kl-divergence";
import { checkTwoDistributions } from "./probabilities";

/**
 * Jensen–Shannon divergence in nats: the mean Kullback–Leibler divergence of p and q from (p + q)/2. Between
 * 0 and ln 2. Its square root is a metric (Lin 1991; Endres & Schindelin 2003). O(n).
 *
 * Between the shares of n and m draws over K outcomes it is too large, where both distributions are equal by
 * (K − 1)(1/n + 1/m)/8.
 * @throws RangeError when either is no array of probabilities, or their lengths differ
 *
 * @example
 * import { jensenShannonDivergence } from "model-collapse";
 * jensenShannonDivergence([1, 0], [0, 1]); // → 0.6931
 */
export function jensenShannonDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkTwoDistributions("jensenShannonDivergence", p, q);
  const middle = (i: number): number => p[i]! / 2 + q[i]! / 2;
  const divergence = (sumOfLogRatios(p, middle) + sumOfLogRatios(q, middle)) / 2;
  return Math.min(Math.LN2, Math.max(0, divergence));
}

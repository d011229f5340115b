import { checkTwoDistributions } from "./probabilities";

/**
 * Hellinger distance √(½ Σ (√pᵢ − √qᵢ)²), in [0, 1]. O(n).
 *
 * Between the shares of n and m draws over K outcomes it is too large: where both distributions are equal, the mean of
 * its square is (K − 1)(1/n + 1/m)/8.
 * @throws RangeError when either is no array of probabilities, or their lengths differ
 */
export function hellingerDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkTwoDistributions("hellingerDistance", p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += (Math.sqrt(p[i]!) - Math.sqrt(q[i]!)) ** 2;
  return Math.min(1, Math.sqrt(sum / 2));
}

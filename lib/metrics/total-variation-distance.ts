import { checkTwoDistributions } from "./probabilities";

/**
 * Total variation distance ½ Σ |pᵢ − qᵢ|, in [0, 1]: the largest difference in the probability of any event.
 * O(n).
 *
 * Between the shares of n and m draws over K outcomes it is too large, where both distributions are equal by
 * Σ √(p (1 − p) (1/n + 1/m)/(2π)), at most √(K (1/n + 1/m)/(2π)).
 * @throws RangeError when either is no array of probabilities, or their lengths differ
 */
export function totalVariationDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkTwoDistributions("totalVariationDistance", p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i]! - q[i]!);
  return Math.min(1, sum / 2);
}

import { checkedSample } from "../fitters/checks";
import { quantileCouplingCost, sorted } from "./quantile-coupling";

/**
 * Wasserstein-1 (earth mover's) distance between two samples in one dimension, in data units: the area
 * between their empirical distribution functions. Sizes may differ. O(n log n), O(n) when both are sorted.
 *
 * Between samples of n and m from one distribution F its mean is not 0 but √(2(1/n + 1/m)/π) ∫ √(F(1 − F)): hold
 * it against the distance of two real samples. For a standard error see `bootstrapEstimate`.
 * @throws RangeError when a sample is empty or holds a number that is not finite
 *
 * @example
 * import { wasserstein1 } from "model-collapse";
 * wasserstein1([0, 1, 3], [5, 6, 8]); // → 5
 */
export function wasserstein1(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [left, right] = twoSorted("wasserstein1", a, b);
  return quantileCouplingCost(left, right, Math.abs);
}

/**
 * Wasserstein-2 distance between two samples in one dimension, in data units: the root mean squared
 * difference of their quantile functions. Sizes may differ. O(n log n), O(n) when both are sorted. Biased upwards
 * as `wasserstein1`, by more where tails are heavy.
 * @throws RangeError when a sample is empty or holds a number that is not finite
 */
export function wasserstein2(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [left, right] = twoSorted("wasserstein2", a, b);
  return Math.sqrt(quantileCouplingCost(left, right, (difference) => difference * difference));
}

function twoSorted(caller: string, a: ArrayLike<number>, b: ArrayLike<number>): [Float64Array, Float64Array] {
  return [sorted(checkedSample(caller, a, 1)), sorted(checkedSample(caller, b, 1))];
}

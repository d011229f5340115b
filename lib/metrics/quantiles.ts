import { checkedSample } from "../fitters/checks";
import { sorted } from "./quantile-coupling";

/**
 * Quantiles of a sample, interpolated linearly between order statistics (type 7, as NumPy's default). O(n log n).
 * @throws RangeError for an empty sample, a number that is not finite, or a probability outside [0, 1]
 *
 * @example
 * import { quantiles } from "model-collapse";
 * quantiles([4, 1, 2, 3], [0.05, 0.5, 0.95]); // → [ 1.15, 2.5, 3.85 ]
 */
export function quantiles(values: ArrayLike<number>, probabilities: ArrayLike<number>): Float64Array {
  const ordered = sorted(checkedSample("quantiles", values, 1));
  return Float64Array.from(probabilities, (probability) => {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`quantiles needs probabilities between 0 and 1, got ${probability}`);
    }
    return quantileOfSorted(ordered, probability);
  });
}

/** One quantile of numbers in ascending order, by the same convention. */
export function quantileOfSorted(ordered: Float64Array, probability: number): number {
  const position = probability * (ordered.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, ordered.length - 1);
  return ordered[below]! + (position - below) * (ordered[above]! - ordered[below]!);
}

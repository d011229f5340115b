import { checkedSample } from "../fitters/checks";
import { type Estimate, proportionAndStandardError } from "./summaries";

/**
 * Share of values above a threshold, such as the 95 % quantile of real data (see `quantiles`), with its binomial
 * standard error (see `proportionAndStandardError`): how heavy the upper tail is beside the reference's 5 %. The
 * threshold is taken as known. O(n).
 * @throws RangeError for an empty sample, or a number that is not finite
 *
 * @example
 * import { tailShare } from "model-collapse";
 * tailShare([1, 2, 3, 4], 3).measured; // → 0.25
 */
export function tailShare(values: ArrayLike<number>, threshold: number): Estimate {
  const sample = checkedSample("tailShare", values, 1);
  if (!Number.isFinite(threshold)) {
    throw new RangeError(`tailShare needs a finite threshold, got ${threshold}`);
  }
  const above = sample.reduce((count, value) => count + (value > threshold ? 1 : 0), 0);
  return proportionAndStandardError(above, sample.length);
}

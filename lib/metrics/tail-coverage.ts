import { checkedSample } from "../fitters/checks";
import { quantiles } from "./quantiles";
import type { Estimate } from "./summaries";
import { tailShare } from "./tail-share";

export interface TailCoverageOptions {
  /** Where the tail of the real sample begins, between 0 and 1. Default 0.95. */
  readonly quantile?: number;
}

/**
 * Share of synthetic values above a quantile of the real sample, over the share that fresh real values would have
 * there: 1 for a tail that is kept, 0 for one that is lost. Negate both samples for the lower tail. The expected share
 * is 1 − quantile plus (2 quantile − 1)/(n + 1), which interpolating between n real values leaves.
 *
 * The standard error joins that of the synthetic share (see `tailShare`) with that of the threshold, whose true level
 * varies by √(quantile (1 − quantile)/n); for the latter both densities are taken to stand at the threshold as
 * their tails do. O(n log n).
 * @throws RangeError for an empty sample, a number that is not finite, or a quantile that is not between 0 and 1
 *
 * @example
 * import { tailCoverage } from "model-collapse";
 * const real = Array.from({ length: 99 }, (_, at) => at + 1);
 * tailCoverage(real, [10, 20, 95, 99], { quantile: 0.5 }).measured; // → 1
 */
export function tailCoverage(
  real: ArrayLike<number>,
  synthetic: ArrayLike<number>,
  options: TailCoverageOptions = {},
): Estimate {
  const { quantile = 0.95 } = options;
  if (!(quantile > 0 && quantile < 1)) {
    throw new RangeError(`tailCoverage needs a quantile between 0 and 1, such as 0.95, got ${quantile}`);
  }
  const known = checkedSample("tailCoverage", real, 1);
  const values = checkedSample("tailCoverage", synthetic, 1);
  const above = tailShare(values, quantiles(known, [quantile])[0]!);
  const expected = 1 - quantile + (2 * quantile - 1) / (known.length + 1);
  const measured = above.measured / expected;
  const ofThreshold = measured * Math.sqrt((quantile * (1 - quantile)) / known.length);
  return { measured, standardError: Math.hypot(above.standardError, ofThreshold) / expected };
}

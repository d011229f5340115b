import { checkedSample, checkWholeNumber } from "../fitters/checks";
import { sorted } from "./quantile-coupling";
import type { Estimate } from "./summaries";

export interface HillOptions {
  /** How many of the largest observations count as the tail: k, at least 2 and fewer than there are. */
  readonly orderStatistics: number;
}

/**
 * Tail index α of an upper tail that falls like x^(−α), by Hill (1975): k over the sum of the logarithms of the k
 * largest observations over the next one. Standard error α/√k. Larger is lighter: a chain that loses its tail has a
 * growing index. `fitPareto` is the same for a whole sample.
 *
 * For a true power law the mean is k/(k − 1) α. Any other tail adds a bias that grows with k, which the standard error
 * does not know: compare several k, and samples at the same share k/n. For tails that fall faster than any power α has
 * no limit and only the comparison means something. O(n).
 * @throws RangeError for fewer observations than k + 1, a number that is not finite, an observation in the tail that is
 *   not positive, or a tail of equal observations
 *
 * @example
 * import { hillTailIndex } from "model-collapse";
 * hillTailIndex([1, 2, 4, 8, 16], { orderStatistics: 2 }).measured; // → 0.9618
 */
export function hillTailIndex(sample: ArrayLike<number>, options: HillOptions): Estimate {
  const { orderStatistics: tail } = options;
  checkWholeNumber("hillTailIndex", "orderStatistics", tail, 2);
  const ordered = sorted(checkedSample("hillTailIndex", sample, tail + 1));
  const border = ordered[ordered.length - 1 - tail]!;
  if (!(border > 0)) {
    throw new RangeError(
      `hillTailIndex needs its ${tail + 1} largest observations to be positive, got ${border}. ` +
        "Take fewer orderStatistics, or the other tail: −x",
    );
  }
  let sum = 0;
  for (let at = ordered.length - tail; at < ordered.length; at++) sum += Math.log(ordered[at]! / border);
  if (sum === 0) {
    throw new RangeError(
      `hillTailIndex needs a tail that varies: its ${tail + 1} observations are all ${border}`,
    );
  }
  const measured = tail / sum;
  return { measured, standardError: measured / Math.sqrt(tail) };
}

import statistics = require("simple-statistics");

import { checkedSample } from "../fitters/checks";

/** A measured value as a claim takes it: `checkClaim({ …, ...estimate })`. */
export interface Estimate {
  readonly measured: number;
  readonly standardError: number;
  /** Independent values behind it, for Student's allowance; absent where that does not apply. */
  readonly replicates?: number;
}

/**
 * Mean of independent values and its standard error, √(Σ(x − mean)²/(n − 1)/n). O(n).
 * @throws RangeError for fewer than two values or one that is not finite
 *
 * @example
 * import { meanAndStandardError } from "model-collapse";
 * meanAndStandardError([1, 2, 3, 4]).standardError; // → 0.6455
 */
export function meanAndStandardError(values: ArrayLike<number>): Estimate {
  const sample = checkedSample("meanAndStandardError", values, 2);
  const numbers = sample as unknown as number[];
  return {
    measured: statistics.mean(numbers),
    standardError: Math.sqrt(statistics.sampleVariance(numbers) / sample.length),
    replicates: sample.length,
  };
}

/**
 * Mean of paired numerators over mean of denominators, with the standard error of the first-order expansion
 * (delta method, Cochran 1977, §6.3): √(Σ(y − ratio x)²/(n − 1)/n) / mean of x. For positive denominators
 * well away from 0. O(n).
 * @throws RangeError for fewer than two pairs, different lengths, a number that is not finite, or a mean
 *   denominator of 0
 */
export function ratioAndStandardError(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
): Estimate {
  const above = checkedSample("ratioAndStandardError", numerators, 2);
  const below = checkedSample("ratioAndStandardError", denominators, 2);
  if (above.length !== below.length) {
    throw new RangeError(
      `ratioAndStandardError needs as many numerators as denominators, got ${above.length} and ${below.length}`,
    );
  }
  const meanBelow = statistics.mean(below as unknown as number[]);
  if (meanBelow === 0)
    throw new RangeError("ratioAndStandardError needs denominators with a mean other than 0");
  const measured = statistics.mean(above as unknown as number[]) / meanBelow;
  const residuals = above.map((value, i) => value - measured * below[i]!);
  const { standardError } = meanAndStandardError(residuals);
  return { measured, standardError: standardError / Math.abs(meanBelow), replicates: above.length };
}

/**
 * Share of successes and its standard error. The error is that of the share after two successes and two
 * failures are added (Agresti & Coull 1998), so that 0 of n is not taken for a certainty.
 * @throws RangeError unless 0 ≤ successes ≤ trials are whole and trials ≥ 1
 *
 * @example
 * import { proportionAndStandardError } from "model-collapse";
 * proportionAndStandardError(0, 96).standardError; // → 0.014
 */
export function proportionAndStandardError(successes: number, trials: number): Estimate {
  const whole = Number.isInteger(successes) && Number.isInteger(trials);
  if (!whole || successes < 0 || trials < 1 || successes > trials) {
    throw new RangeError(
      `proportionAndStandardError needs whole 0 ≤ successes ≤ trials and trials ≥ 1, got ${successes} of ${trials}`,
    );
  }
  const shrunk = (successes + 2) / (trials + 4);
  return {
    measured: successes / trials,
    standardError: Math.sqrt((shrunk * (1 - shrunk)) / (trials + 4)),
  };
}

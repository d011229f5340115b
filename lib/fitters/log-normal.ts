import type { Sample } from "../data/points";
import { checkBetween, checkedSample, checkVaries } from "./checks";
import { gaussianMoments } from "./gaussian";

/** A distribution whose logarithm is normal. Its median is exp(logMean). */
export interface LogNormalModel {
  /** Mean of the natural logarithm. */
  readonly logMean: number;
  /** Standard deviation of the natural logarithm. */
  readonly logStandardDeviation: number;
}

/**
 * Maximum-likelihood log-normal distribution: mean and standard deviation (dividing by n) of the logarithms. O(n).
 *
 * @example
 * import { fitLogNormal } from "model-collapse";
 * fitLogNormal([1, Math.E ** 2]).logMean; // → 1
 *
 * @throws RangeError for fewer than two observations, one that is not positive, or a constant sample
 */
export function fitLogNormal(sample: ArrayLike<number>): LogNormalModel {
  const values = checkedSample("fitLogNormal", sample, 2);
  checkBetween("fitLogNormal", values, [0, Infinity], "Drop what is not positive or shift the data");
  checkVaries("fitLogNormal", values);
  return logMoments(values);
}

/** The same without any check, for chains. */
export function logMoments(sample: Sample): LogNormalModel {
  const { mean, standardDeviation } = gaussianMoments(sample.map(Math.log), false);
  return { logMean: mean, logStandardDeviation: standardDeviation };
}

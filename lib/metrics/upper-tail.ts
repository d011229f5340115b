import type { BetaModel } from "../fitters/beta";
import { bisect } from "../fitters/bisection";
import type { GaussianModel } from "../fitters/gaussian";
import type { MixtureParameters } from "../fitters/gaussian-mixture/model";
import type { ParetoModel } from "../fitters/pareto";
import type { StudentTModel } from "../fitters/student-t/model";
import type { UniformModel } from "../fitters/uniform";
import { chiSquaredTail } from "./chi-squared-tail";
import { incompleteBeta } from "./incomplete-beta";

/** Probability that a draw from a Gaussian lies above a threshold. Standard deviation 0 is a point mass at the mean. */
export function gaussianUpperTail({ mean, standardDeviation }: GaussianModel, threshold: number): number {
  if (standardDeviation === 0) return Number(mean > threshold);
  const deviation = (threshold - mean) / standardDeviation;
  const half = chiSquaredTail(deviation * deviation, 1) / 2;
  return deviation >= 0 ? half : 1 - half;
}

/** Above this Student's t is taken for the normal distribution: both are as exact then, to seven digits. */
const nearlyNormal = 1e8;

/** Probability that a draw from Student's t lies above a threshold. */
export function studentTUpperTail(model: StudentTModel, threshold: number): number {
  const { location, scale, degreesOfFreedom } = model;
  if (scale === 0 || degreesOfFreedom > nearlyNormal) {
    return gaussianUpperTail({ mean: location, standardDeviation: scale }, threshold);
  }
  const deviation = (threshold - location) / scale;
  const share = degreesOfFreedom / (degreesOfFreedom + deviation * deviation);
  const half = incompleteBeta(share, degreesOfFreedom / 2, 0.5) / 2;
  return deviation >= 0 ? half : 1 - half;
}

/** Probability that a draw from a Pareto distribution lies above a threshold. */
export function paretoUpperTail({ minimum, shape }: ParetoModel, threshold: number): number {
  return threshold <= minimum
    ? Number(threshold < minimum || shape < Infinity)
    : (minimum / threshold) ** shape;
}

/** Probability that a draw from a uniform distribution lies above a threshold. */
export function uniformUpperTail({ minimum, maximum }: UniformModel, threshold: number): number {
  if (maximum === minimum) return Number(maximum > threshold);
  return Math.min(1, Math.max(0, (maximum - threshold) / (maximum - minimum)));
}

/** Probability that a draw from a beta distribution lies above a threshold. */
export function betaUpperTail({ alpha, beta }: BetaModel, threshold: number): number {
  const rest = Math.min(1, Math.max(0, 1 - threshold));
  return incompleteBeta(rest, beta, alpha);
}

/**
 * Probability that a draw from a Gaussian mixture in one dimension lies above a threshold.
 * @throws RangeError for a mixture in more dimensions
 */
export function mixtureUpperTail(
  { weights, means, covariances }: MixtureParameters,
  threshold: number,
): number {
  if (means[0]!.length !== 1) {
    throw new RangeError(`mixtureUpperTail needs a mixture in one dimension, got ${means[0]!.length}`);
  }
  return weights.reduce((sum, weight, component) => {
    const standardDeviation = Math.sqrt(covariances[component]![0]![0]!);
    return sum + weight * gaussianUpperTail({ mean: means[component]![0]!, standardDeviation }, threshold);
  }, 0);
}

/**
 * Where an upper tail that falls along x has the given mass: the threshold that is exceeded with this probability, by
 * bisection to the last digit. About 60 evaluations, more when the answer lies far outside [−1, 1].
 *
 * @example
 * import { gaussianUpperTail, tailThreshold } from "model-collapse";
 * tailThreshold((x) => gaussianUpperTail({ mean: 0, standardDeviation: 1 }, x), 0.001); // → 3.0902
 *
 * @throws RangeError unless the mass is between 0 and 1, or when no number exceeds it
 */
export function tailThreshold(upperTail: (threshold: number) => number, mass: number): number {
  if (!(mass > 0 && mass < 1))
    throw new RangeError(`tailThreshold needs a mass between 0 and 1, got ${mass}`);
  let [low, high] = [-1, 1];
  while (upperTail(low) < mass && low > -1e300) low *= 2;
  while (upperTail(high) > mass && high < 1e300) high *= 2;
  if (!(upperTail(low) >= mass && upperTail(high) <= mass)) {
    throw new RangeError(`tailThreshold needs a tail that falls through ${mass}, found none up to ±1e300`);
  }
  return bisect((threshold) => upperTail(threshold) > mass, low, high)[1];
}

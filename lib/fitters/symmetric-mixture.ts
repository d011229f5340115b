import { checkedSample } from "./checks";

/** ½N(μ, σ²) + ½N(−μ, σ²). */
export interface SymmetricMixtureModel {
  /** μ, at least 0. */
  readonly mean: number;
  /** σ of either component. */
  readonly standardDeviation: number;
}

export interface SymmetricMixtureOptions {
  /** The constant η > 1 of the estimator, which its bound holds for. Default 2. */
  readonly eta?: number;
}

/**
 * Mean and spread of a mixture of two mirrored Gaussians by the approximate joint maximum likelihood of Suresh et al. 2024
 * (arXiv 2412.17646), Algorithm 1, as their code has it: a closed form of the means of |x| and x². O(n).
 * @throws RangeError for fewer than 2 observations, one that is not finite, or η ≤ 1
 *
 * @example
 * import { fitSymmetricMixture } from "model-collapse";
 * fitSymmetricMixture([-1.1, 0.9, 1.1, -0.9]).mean; // → 1.0001
 */
export function fitSymmetricMixture(
  sample: ArrayLike<number>,
  { eta = 2 }: SymmetricMixtureOptions = {},
): SymmetricMixtureModel {
  checkEta("fitSymmetricMixture", eta);
  return approximateLikelihood(checkedSample("fitSymmetricMixture", sample, 2), eta);
}

export function checkEta(caller: string, eta: number): void {
  if (!(eta > 1 && Number.isFinite(eta)))
    throw new RangeError(`${caller} needs eta to be above 1, got ${eta}`);
}

/** The same without any check, for chains. */
export function approximateLikelihood(sample: Float64Array, eta: number): SymmetricMixtureModel {
  const n = sample.length;
  const absolute = sample.reduce((sum, x) => sum + Math.abs(x), 0) / n;
  const square = sample.reduce((sum, x) => sum + x * x, 0) / n;
  const apart = absolute * absolute;
  const slack = Math.exp(((eta - 1) * ((n - 1) / 2 + 4 * eta)) / (eta * (n - 1) * (n + 4 * eta - 1)));
  const weight = square <= slack * apart ? largestWeight : (2 * slack * square) / (square - slack * apart);
  // The algorithm's other branch, one component at 0, needs x² to exceed |x|² by more than n numbers can.
  const variance = (weight * square * Math.max(0, square - apart)) / (weight * apart + 2 * square);
  return {
    mean: Math.sqrt(Math.max(0, square - variance)),
    standardDeviation: Math.sqrt(variance),
  };
}

/** Where the two components hardly overlap. */
const largestWeight = 50;

import { logGammaHalfStep } from "../../fitters/special-functions";

/**
 * Mean of the unbiased standard deviation of n normal observations, in units of the true one:
 * α(n) = √(2/(n−1)) Γ(n/2) / Γ((n−1)/2). Bertrand et al. 2023 (arXiv 2310.00429), Gaussian warm-up.
 * @throws RangeError when n < 2
 */
export function meanStandardDeviationFactor(n: number): number {
  if (!(n >= 2)) throw new RangeError(`meanStandardDeviationFactor needs n ≥ 2, got ${n}`);
  return Math.sqrt(2 / (n - 1)) * Math.exp(logGammaHalfStep((n - 1) / 2));
}

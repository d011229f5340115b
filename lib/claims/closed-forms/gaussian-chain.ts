import { digamma } from "../../fitters/special-functions";
import { meanStandardDeviationFactor } from "./special-functions";

/** Divisor of the variance estimator: n − 1 (unbiased) or n (maximum likelihood, biased). */
export type VarianceDivisor = "n − 1" | "n";

/**
 * Mean over chains of σ_k²/σ_0² after k fits, each to n draws from the fit before (replace), for the estimator
 * that divides by n: (1 − 1/n)^k. The unbiased estimator keeps the mean at 1. Any dimension: the ratio of traces.
 */
export function replacedMeanVariance(n: number, fits: number): number {
  return (1 - 1 / n) ** fits;
}

/**
 * Mean over chains of ln(σ_k²/σ_0²) after k fits under replace, exactly: k (ψ((n−1)/2) + ln 2 − ln divisor). It is negative
 * for both divisors: the typical chain loses its variance even where the mean variance stays. One dimension.
 */
export function replacedLogVariance(n: number, fits: number, divisor: VarianceDivisor): number {
  const divide = divisor === "n" ? n : n - 1;
  return fits * (digamma((n - 1) / 2) + Math.log(2 / divide));
}

/**
 * Typical (median) σ_k²/σ_0² after k fits under replace: exp of `replacedLogVariance`, which is exactly the geometric
 * mean; the median follows from the central limit theorem for the k summands. One dimension.
 */
export function replacedMedianVariance(n: number, fits: number, divisor: VarianceDivisor): number {
  return Math.exp(replacedLogVariance(n, fits, divisor));
}

/**
 * Mean squared distance of the chain's mean from the first, in units of the total variance, under replace with the
 * estimator that divides by n: 1 − (1 − 1/n)^k, which tends to 1.
 */
export function replacedMeanSquaredError(n: number, fits: number): number {
  return 1 - replacedMeanVariance(n, fits);
}

/**
 * Mean over chains of σ_k²/σ_0² when every fit uses all data so far, n new points a generation, dividing by the
 * number of points: Π_{j ≤ k} (1 − 1/(n j²)), which tends to sin(π/√n)/(π/√n). Any dimension: the ratio of traces.
 */
export function accumulatedMeanVariance(n: number, fits: number): number {
  let ratio = 1;
  for (let fit = 1; fit <= fits; fit++) ratio *= 1 - 1 / (n * fit * fit);
  return ratio;
}

/** The limit of `accumulatedMeanVariance` for endless fits: sin(π/√n)/(π/√n). */
export function accumulatedVarianceLimit(n: number): number {
  const angle = Math.PI / Math.sqrt(n);
  return Math.sin(angle) / angle;
}

/** Mean squared distance of the accumulated chain's mean from the first, in units of the total variance. */
export function accumulatedMeanSquaredError(n: number, fits: number): number {
  return 1 - accumulatedMeanVariance(n, fits);
}

/**
 * E[W2²] between the k-th fit and the original N(0, 1) under replace with the unbiased estimator, exactly:
 * k/M + 2(1 − α(M)^k), of which (3/2)k/M is the first order.
 */
export function exactSquaredWasserstein(samplesPerGeneration: number, fits: number): number {
  const contraction = meanStandardDeviationFactor(samplesPerGeneration) ** fits;
  return fits / samplesPerGeneration + 2 * (1 - contraction);
}

/** First order of E[W2²] after k fits to M draws each: (3/2) k/M. Shumailov et al. 2024, supplement §3.1.1, eq. 6. */
export function firstOrderSquaredWasserstein(samplesPerGeneration: number, fits: number): number {
  return (1.5 * fits) / samplesPerGeneration;
}

/** Variance of one draw in generation n over chains, unbiased estimator: σ²(1 + n/M). Same source, eq. 6. */
export function unconditionalVariance(samplesPerGeneration: number, generation: number): number {
  return 1 + generation / samplesPerGeneration;
}

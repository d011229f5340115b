/**
 * g_k of Suresh et al. 2024 (arXiv 2412.17646): g_1 = 1, g_{j+1} = 1 − exp(−g_j). A single draw that leaves a Poisson
 * number of children, one on average, is extinct within k generations with probability exp(−g_k) given the Poisson start
 * with mean 1. Between 1/k and 3/k, and k g_k tends to 2. O(k).
 * @throws RangeError unless `generations` is a whole number of at least 1
 */
export function survivalFactor(generations: number): number {
  if (!Number.isInteger(generations) || generations < 1) {
    throw new RangeError(
      `survivalFactor needs a whole number of generations, at least 1, got ${generations}`,
    );
  }
  let factor = 1;
  for (let generation = 1; generation < generations; generation++) factor = -Math.expm1(-factor);
  return factor;
}

/**
 * Lower bound on the probability that an outcome of probability q is still there after k generations of M draws:
 * 1 − exp(−M q g_k). Suresh et al. 2024, Theorem 1; nearly an equality for rare outcomes. O(k).
 * @throws RangeError as `survivalFactor`
 */
export function survivalLowerBound(probability: number, draws: number, generations: number): number {
  return -Math.expm1(-draws * probability * survivalFactor(generations));
}

/**
 * Probability that the mean of a Poisson model, refitted to n draws a generation, is not yet 0 after k generations, exactly:
 * 1 − exp(−n λ g_k). Suresh et al. 2024. O(k).
 * @throws RangeError as `survivalFactor`
 */
export function poissonSurvival(mean: number, draws: number, generations: number): number {
  return -Math.expm1(-draws * mean * survivalFactor(generations));
}

/**
 * Lower bound on the mean number of outcomes that are left after k generations of n draws: Σ (1 − exp(−n pᵢ g_k)). Suresh et
 * al. 2024, applied to words. O(k + outcomes).
 * @throws RangeError as `survivalFactor`
 */
export function expectedTypesLowerBound(
  probabilities: ArrayLike<number>,
  draws: number,
  generations: number,
): number {
  const rate = draws * survivalFactor(generations);
  let types = 0;
  for (let i = 0; i < probabilities.length; i++) types -= Math.expm1(-rate * probabilities[i]!);
  return types;
}

/** Mean number of outcomes that come up in n draws, exactly: Σ (1 − (1 − pᵢ)^n). O(outcomes). */
export function expectedTypes(probabilities: ArrayLike<number>, draws: number): number {
  let types = 0;
  for (let i = 0; i < probabilities.length; i++) {
    types -= Math.expm1(draws * Math.log1p(-Math.min(1, probabilities[i]!)));
  }
  return types;
}

/**
 * Bounds on the probability that both outcomes of a Bernoulli model are left after k generations of n draws:
 * 4p(1 − p)(1 − 1/n)^k and 2np(1 − p)(1 − 1/n)^k. Both follow from the mean of p(1 − p). Seddik et al. 2024
 * (arXiv 2404.05090), as quoted by Suresh et al. 2024; the upper one says something only once it is below 1.
 */
export function bernoulliSurvivalBounds(
  probability: number,
  draws: number,
  generations: number,
): { lower: number; upper: number } {
  const mean = probability * (1 - probability) * (1 - 1 / draws) ** generations;
  return { lower: 4 * mean, upper: Math.min(1, 2 * draws * mean) };
}

/**
 * Upper bound on the probability that a Gaussian refitted to n draws a generation (unbiased variance) still has more than
 * the share `threshold` of its first standard deviation after k generations: exp(−k/(4n − 1))/threshold, at most 1.
 * Suresh et al. 2024.
 */
export function spreadSurvivalBound(threshold: number, draws: number, generations: number): number {
  return Math.min(1, Math.exp(-generations / (4 * draws - 1)) / threshold);
}

/**
 * The same for the mixture ½N(μ, σ²) + ½N(−μ, σ²) under the estimator of `symmetricMixture`:
 * (1/threshold²)^((n − 1)/(2(n + 4η − 1))) exp(−k/(4η(n + 4η − 1))), at most 1, for n > 7 and η > 1. Suresh et al. 2024,
 * Theorem 4, as stated beside the authors' code.
 */
export function mixtureSpreadSurvivalBound(
  threshold: number,
  { draws, eta }: { readonly draws: number; readonly eta: number },
  generations: number,
): number {
  const size = draws + 4 * eta - 1;
  const start = threshold ** (-(draws - 1) / size);
  return Math.min(1, start * Math.exp(-generations / (4 * eta * size)));
}

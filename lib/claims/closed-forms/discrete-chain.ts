/** Probability that an outcome of probability q is absent from M draws: (1 − q)^M. */
export function absenceProbability(probability: number, draws: number): number {
  return (1 - probability) ** draws;
}

/**
 * Mean of 1 − Σp² after m generations of M draws: (1 − 1/M)^m times its first value. Seddik et al. 2024
 * (arXiv 2404.05090); the decay of heterozygosity in the Wright–Fisher model.
 */
export function meanHeterozygosity(initial: number, draws: number, generations: number): number {
  return initial * (1 - 1 / draws) ** generations;
}

/**
 * Mean number of generations until one outcome is left, by the diffusion limit of the Wright–Fisher model:
 * −2M Σ (1 − p) ln(1 − p). Each outcome contributes its probability of winning, p, times its mean time to win given
 * that it wins, −2M (1 − p) ln(1 − p)/p (Kimura & Ohta 1969, Genetics 61:763, with 4N for diploids). For ten equal
 * outcomes 1.8965 M, for two 2 ln 2 M.
 */
export function meanAbsorptionTime(probabilities: readonly number[], draws: number): number {
  const sum = probabilities.reduce((total, p) => (p < 1 ? total + (1 - p) * Math.log(1 - p) : total), 0);
  return -2 * draws * sum;
}

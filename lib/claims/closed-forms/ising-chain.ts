/** A chain of independent spins that something holds: real configurations, or those of a prior. */
export interface AnchoredIsingChain {
  /** Spins of a configuration, N. */
  readonly spins: number;
  /** Configurations that each model writes, M. */
  readonly syntheticConfigurations: number;
  /** Fresh draws from the true model in every later training set. Default 0. */
  readonly realConfigurations?: number;
  /** Mean spin of the true model. Default 0. */
  readonly realMagnetization?: number;
  /** Configurations that the conjugate prior is worth; need not be whole. Default 0. */
  readonly priorConfigurations?: number;
  /** Mean spin of the prior's model. Default 0. */
  readonly priorMagnetization?: number;
}

/** Mean spin over chains, and how far single chains scatter about it. */
export interface MagnetizationMoments {
  readonly mean: number;
  readonly standardDeviation: number;
}

/**
 * Mean and standard deviation over chains of the fitted mean spin φ, long after the start. Closed form derived here: with T = M
 * + m + w configurations, q = M/T, p = m/T, r = w/T, the next fit is φ' = q x̄ + p ȳ + r ψ, x̄ of mean φ and variance (1 − φ²)/(NM), ȳ
 * of mean φ₀ and variance (1 − φ₀²)/(Nm). So the mean tends to μ = (p φ₀ + r ψ)/(1 − q), and the variance V to
 *
 *     V = (q² (1 − μ²)/(NM) + p² (1 − φ₀²)/(Nm)) / (1 − q² (1 − 1/(NM))).
 *
 * One real configuration among very many, φ₀ = 0: V = 1/(2N + 1), in place of the 1 of polarised chains.
 * @throws RangeError for counts that are negative or no configuration that holds the chain, whose variance then is 1 − μ²
 *
 * @example
 * import { anchoredMagnetization } from "model-collapse";
 * const chain = { spins: 10, syntheticConfigurations: 50, realConfigurations: 1 };
 * anchoredMagnetization(chain).standardDeviation; // → 0.2193
 */
export function anchoredMagnetization(chain: AnchoredIsingChain): MagnetizationMoments {
  const { spins, syntheticConfigurations: synthetic } = chain;
  const { realConfigurations: real = 0, realMagnetization = 0 } = chain;
  const { priorConfigurations: prior = 0, priorMagnetization = 0 } = chain;
  if (!(spins >= 1 && synthetic >= 1 && real >= 0 && prior >= 0 && real + prior > 0)) {
    throw new RangeError(
      "anchoredMagnetization needs at least 1 spin, 1 synthetic configuration and a real or prior configuration, " +
        `got ${spins}, ${synthetic} and ${real} + ${prior}`,
    );
  }
  const total = synthetic + real + prior;
  const kept = synthetic / total;
  const mean = (real * realMagnetization + prior * priorMagnetization) / (real + prior);
  const drawn = (kept * kept) / (spins * synthetic);
  const added = (real * (1 - realMagnetization ** 2)) / (spins * total * total);
  const variance = (drawn * (1 - mean * mean) + added) / (1 - kept * kept + drawn);
  return { mean, standardDeviation: Math.sqrt(variance) };
}

/**
 * Variance over chains of the mean spin φ after `fits` fits, the first to M configurations of the start: (1 − φ₀²)(1 − (1 −
 * 1/(NM))^fits) for independent spins without anything real. φ itself is a martingale: its mean stays. The mean of 1 − φ²
 * decays as the diversity of any Wright–Fisher chain.
 */
export function polarizingVariance(draws: number, start: number, fits: number): number {
  return (1 - start * start) * -Math.expm1(fits * Math.log1p(-1 / draws));
}

/**
 * Probability that all spins are up in the end, from a mean spin φ: (1 + φ)/2. The mean spin is a martingale that ends at ±1,
 * so it is true of independent spins and of any coupling that is kept. Jangjoo et al. 2026, eq. 8.
 */
export function polarizedUpProbability(magnetization: number): number {
  return (1 + magnetization) / 2;
}

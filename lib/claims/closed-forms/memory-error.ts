/** Text that a memory is filled with. */
export interface MemoryData {
  /** How many examples. */
  readonly examples: number;
  /** Ranks 1 … cutoff are all that the synthetic examples show; Infinity for a generator that lost nothing. */
  readonly cutoff: number;
  /** Share of the examples that is real; default 0. */
  readonly realShare?: number;
}

/**
 * Mean share of test questions that a memory cannot answer: Σ pᵢ (1 − rᵢ)^T, with rᵢ the probability of question i among
 * the T examples. The model of Hutter (2021) learns the answers that it is shown and nothing else; Dohmatob et al. 2024
 * (“A Tale of Tails”, arXiv 2402.07043) show it examples of a generator that has lost all ranks beyond `cutoff`, with or
 * without a share π of real ones: rᵢ = π pᵢ + (1 − π) pᵢ/Σ_{j ≤ cutoff} pⱼ up to the cutoff and π pᵢ beyond. The sum is
 * exact and derived here; without real examples it never falls below what lies beyond the cutoff. O(ranks).
 * @param probabilities Of the questions, the most probable first; they sum to 1.
 * @throws RangeError for a number of examples or a cutoff below 0, or a share outside [0, 1]
 */
export function memoryTestError(probabilities: ArrayLike<number>, data: MemoryData): number {
  const { examples, cutoff, realShare = 0 } = data;
  if (!(examples >= 0 && cutoff >= 1 && realShare >= 0 && realShare <= 1)) {
    throw new RangeError(
      `memoryTestError needs examples ≥ 0, cutoff ≥ 1 and 0 ≤ realShare ≤ 1, got ${examples}, ${cutoff} and ${realShare}`,
    );
  }
  const kept = 1 - lostMass(probabilities, cutoff);
  let error = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    const shown = realShare * p + (i < cutoff ? ((1 - realShare) * p) / kept : 0);
    error += p * Math.exp(examples * Math.log1p(-Math.min(1, shown)));
  }
  return error;
}

/** Probability beyond a rank: the error that no amount of synthetic text mends. O(ranks). */
export function lostMass(probabilities: ArrayLike<number>, cutoff: number): number {
  let mass = 0;
  for (let i = probabilities.length - 1; i >= cutoff; i--) mass += probabilities[i]!;
  return mass;
}

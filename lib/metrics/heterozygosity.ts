import { checkProbabilities } from "./probabilities";

/**
 * Probability 1 − Σ pᵢ² that two draws differ (Gini–Simpson index, the heterozygosity of population
 * genetics). 0 when one outcome is left. Resampling n outcomes and refitting their frequencies multiplies its
 * mean by 1 − 1/n. O(n).
 * @throws RangeError when it is no array of probabilities
 *
 * @example
 * import { heterozygosity } from "model-collapse";
 * heterozygosity([0.5, 0.5]); // → 0.5
 */
export function heterozygosity(probabilities: ArrayLike<number>): number {
  checkProbabilities("heterozygosity", probabilities);
  // Σ pᵢ (1 − pᵢ) rather than 1 − Σ pᵢ²: no digits are lost when one outcome is nearly certain.
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) sum += probabilities[i]! * (1 - probabilities[i]!);
  return Math.max(0, sum);
}

import type { Outcomes } from "../data/points";
import { checkedOutcomes, largestOutcome } from "./checks";

/** A Poisson distribution of counts. Mean 0 is the point mass at 0. */
export interface PoissonModel {
  readonly mean: number;
}

/**
 * Maximum-likelihood Poisson distribution: the mean of the counts, unbiased. O(n).
 *
 * @example
 * import { fitPoisson } from "model-collapse";
 * fitPoisson([0, 3, 1, 2]).mean; // → 1.5
 *
 * @throws RangeError for no counts, one that is not a whole number from 0 to 2³¹ − 1, or only zeros
 */
export function fitPoisson(counts: ArrayLike<number>): PoissonModel {
  const checked = checkedOutcomes("fitPoisson", counts, largestOutcome, "Round or rescale the counts");
  const model = poissonMoments(checked);
  if (model.mean === 0) {
    throw new RangeError(`fitPoisson needs a count above 0: all ${checked.length} are 0`);
  }
  return model;
}

/** The same without any check, for chains. */
export function poissonMoments(counts: Outcomes): PoissonModel {
  return { mean: meanOutcome(counts) };
}

/** Mean of whole numbers. O(n). */
export function meanOutcome(outcomes: Outcomes): number {
  let sum = 0;
  for (let i = 0; i < outcomes.length; i++) sum += outcomes[i]!;
  return sum / outcomes.length;
}

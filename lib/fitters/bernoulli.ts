import type { Outcomes } from "../data/points";
import { checkedOutcomes } from "./checks";
import { meanOutcome } from "./poisson";

/** An event that happens (1) or does not (0). */
export interface BernoulliModel {
  readonly probability: number;
}

/**
 * Maximum-likelihood probability of an event: the share of ones, unbiased. O(n).
 *
 * @example
 * import { fitBernoulli } from "model-collapse";
 * fitBernoulli([1, 0, 1, 1]).probability; // → 0.75
 *
 * @throws RangeError for no outcomes, or one that is neither 0 nor 1
 */
export function fitBernoulli(outcomes: ArrayLike<number>): BernoulliModel {
  const remedy = "Code the event as 1 and its absence as 0";
  return bernoulliMoments(checkedOutcomes("fitBernoulli", outcomes, 1, remedy));
}

/** The same without any check, for chains. */
export function bernoulliMoments(outcomes: Outcomes): BernoulliModel {
  return { probability: meanOutcome(outcomes) };
}

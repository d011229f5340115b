import type { Outcomes } from "../data/points";
import { checkedOutcomes, checkWholeNumber } from "./checks";

/** Probabilities of the outcomes 0 … categories − 1. */
export interface CategoricalModel {
  readonly probabilities: Float64Array;
}

export interface CategoricalOptions {
  /** Number of outcomes there are, seen or not. */
  readonly categories: number;
}

/**
 * Maximum-likelihood probabilities of discrete outcomes: their relative frequencies. An outcome that was not
 * seen has probability 0, and no later generation brings it back. O(outcomes + categories).
 *
 * @example
 * import { fitCategorical } from "model-collapse";
 * fitCategorical([0, 0, 1, 0], { categories: 3 }).probabilities[0]; // → 0.75
 *
 * @throws RangeError for no outcomes, or one that is not a whole number from 0 to categories − 1
 */
export function fitCategorical(outcomes: ArrayLike<number>, options: CategoricalOptions): CategoricalModel {
  checkWholeNumber("fitCategorical", "categories", options.categories, 1);
  const remedy = "Renumber the outcomes or raise categories";
  const checked = checkedOutcomes("fitCategorical", outcomes, options.categories - 1, remedy);
  return relativeFrequencies(checked, options.categories);
}

/** The same without any check, for chains. */
export function relativeFrequencies(outcomes: Outcomes, categories: number): CategoricalModel {
  const probabilities = new Float64Array(categories);
  for (let i = 0; i < outcomes.length; i++) probabilities[outcomes[i]!]!++;
  for (let category = 0; category < categories; category++) probabilities[category]! /= outcomes.length;
  return { probabilities };
}

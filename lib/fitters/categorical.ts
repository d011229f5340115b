import type { Outcomes } from "../data/points";
import { checkWholeNumber } from "./checks";

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
  if (!(outcomes?.length > 0)) {
    throw new RangeError(`fitCategorical needs at least 1 outcome, got ${outcomes?.length ?? outcomes}`);
  }
  for (let i = 0; i < outcomes.length; i++) {
    const outcome = outcomes[i]!;
    if (!Number.isInteger(outcome) || outcome < 0 || outcome >= options.categories) {
      throw new RangeError(
        `fitCategorical needs whole numbers from 0 to ${options.categories - 1}, ` +
          `but outcome ${i} is ${outcome}. Renumber the outcomes or raise categories`,
      );
    }
  }
  return relativeFrequencies(Int32Array.from(outcomes), options.categories);
}

/** The same without any check, for chains. */
export function relativeFrequencies(outcomes: Outcomes, categories: number): CategoricalModel {
  const probabilities = new Float64Array(categories);
  for (let i = 0; i < outcomes.length; i++) probabilities[outcomes[i]!]!++;
  for (let category = 0; category < categories; category++) probabilities[category]! /= outcomes.length;
  return { probabilities };
}

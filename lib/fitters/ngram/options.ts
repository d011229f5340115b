import { checkChoice, checkNotNegative, checkWholeNumber } from "../checks";
import type { NgramSmoothing } from "./model";

export interface NgramOptions {
  /** Length of the n-grams, 1 to 5: 1 for frequencies of tokens, 2 for bigrams. */
  readonly order: number;
  /** Number of tokens there are, seen or not. */
  readonly vocabularySize: number;
  /** Default "none": relative frequencies, by which what was never seen never comes. */
  readonly smoothing?: NgramSmoothing;
  /** Added to each count by additive smoothing: 1 (Laplace, the default) or any other (Lidstone). */
  readonly pseudocount?: number;
  /**
   * Taken from each count by discounting, between 0 and 1. By default estimated for each length of n-gram as
   * n₁/(n₁ + 2n₂), of the numbers of those that occur once and twice (Ney, Essen & Kneser 1994); 0.75 where one of these
   * is 0.
   */
  readonly discount?: number;
}

export interface NgramPlan {
  readonly order: number;
  readonly vocabularySize: number;
  readonly smoothing: NgramSmoothing;
  readonly pseudocount: number;
  readonly discount?: number;
}

const smoothings: readonly NgramSmoothing[] = ["none", "additive", "absolute discounting", "Kneser-Ney"];
const largestOrder = 5;

/** Options, checked and complete. */
export function ngramPlan(caller: string, options: NgramOptions): NgramPlan {
  const { order, vocabularySize, smoothing = "none", pseudocount = 1, discount } = options;
  checkWholeNumber(caller, "order", order, 1);
  if (order > largestOrder) {
    throw new RangeError(`${caller} needs order to be at most ${largestOrder}, got ${order}`);
  }
  checkWholeNumber(caller, "vocabularySize", vocabularySize, 1);
  checkChoice(caller, "smoothing", smoothing, smoothings);
  checkNotNegative(caller, "pseudocount", pseudocount);
  if (smoothing === "additive" && pseudocount === 0) {
    throw new RangeError(`${caller} needs a pseudocount above 0, got 0: smoothing "none" adds nothing`);
  }
  if (discount !== undefined && !(discount > 0 && discount <= 1)) {
    throw new RangeError(`${caller} needs a discount above 0 and at most 1, got ${discount}`);
  }
  return { order, vocabularySize, smoothing, pseudocount, ...(discount === undefined ? {} : { discount }) };
}

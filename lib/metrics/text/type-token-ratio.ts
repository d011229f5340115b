import { checkWholeNumber } from "../../fitters/checks";
import { countNgrams, numberNgrams } from "./number-ngrams";
import { type Texts, textRows } from "./text-rows";

export interface TypeTokenRatioOptions {
  /** n-grams of each order that are drawn: the same for all texts that are compared. */
  readonly sampleSize: number;
  /** Orders 1 … maximumOrder are averaged. Default 3. */
  readonly maximumOrder?: number;
}

/**
 * Lexical diversity after Guo et al. 2024 (arXiv 2311.09807): the share of different n-grams among `sampleSize` drawn
 * without replacement, averaged over the orders 1, 2 and 3; in the paper of words (see `wordRows`), with 200,000
 * draws. Their one draw is replaced by the mean over all draws, which is known exactly (rarefaction, Hurlbert 1971):
 * an n-gram that occurs c times among N is missed with probability C(N − c, sampleSize)/C(N, sampleSize).
 * Expected O(maximumOrder² × tokens).
 * @throws RangeError without text, or when the texts have fewer than sampleSize n-grams of an order
 *
 * @example
 * import { tokenBlocks, typeTokenRatio } from "model-collapse";
 * typeTokenRatio(tokenBlocks(Int32Array.of(1, 1, 2, 2), 4), { sampleSize: 2, maximumOrder: 1 }); // → 0.8333
 */
export function typeTokenRatio(
  texts: Texts,
  { sampleSize, maximumOrder = 3 }: TypeTokenRatioOptions,
): number {
  const caller = "typeTokenRatio";
  checkWholeNumber(caller, "sampleSize", sampleSize, 1);
  checkWholeNumber(caller, "maximumOrder", maximumOrder, 1);
  const rows = textRows(caller, texts, maximumOrder);
  let sum = 0;
  for (let order = 1; order <= maximumOrder; order++) {
    const ngrams = numberNgrams(rows, order);
    if (ngrams.numbers.length < sampleSize) {
      throw new RangeError(
        `${caller} needs at least sampleSize (${sampleSize}) n-grams of every order, got ${ngrams.numbers.length} ` +
          `of order ${order}: give more text, or a smaller sampleSize`,
      );
    }
    sum += expectedTypes(countNgrams(ngrams), ngrams.numbers.length, sampleSize) / sampleSize;
  }
  return sum / maximumOrder;
}

/** Mean number of types in a sample of `size` from `total` tokens without replacement. */
function expectedTypes(counts: Float64Array, total: number, size: number): number {
  let [expected, occurrences, missed] = [0, 0, 1];
  for (const count of counts.slice().sort()) {
    // The product over i < count of (total − size − i)/(total − i), carried on from the smaller counts.
    for (; occurrences < count && missed > 0; occurrences++) {
      missed *= Math.max(0, total - size - occurrences) / (total - occurrences);
    }
    expected += 1 - missed;
  }
  return expected;
}

import { checkWholeNumber } from "../../fitters/checks";
import { countNgrams, numberNgrams } from "./number-ngrams";
import { type Texts, textRows } from "./text-rows";

/**
 * How often each type of the vocabulary occurs, by id. O(tokens + vocabulary).
 * @throws RangeError without text, or for an id outside the vocabulary
 *
 * @example
 * import { tokenBlocks, tokenCounts } from "model-collapse";
 * tokenCounts(tokenBlocks(Int32Array.of(2, 0, 2, 2), 2), 4); // → [ 1, 0, 3, 0 ]
 */
export function tokenCounts(texts: Texts, vocabularySize: number): Float64Array {
  checkWholeNumber("tokenCounts", "vocabularySize", vocabularySize, 1);
  const { tokens } = textRows("tokenCounts", texts);
  const counts = new Float64Array(vocabularySize);
  tokens.forEach((token, at) => {
    if (token >= vocabularySize) {
      throw new RangeError(
        `tokenCounts needs ids below vocabularySize (${vocabularySize}): token ${at} is ${token}`,
      );
    }
    counts[token]!++;
  });
  return counts;
}

/**
 * Number of different tokens that texts use: falls as a chain loses its tail. O(tokens).
 * @throws RangeError without text
 *
 * @example
 * import { tokenBlocks, tokenTypesUsed } from "model-collapse";
 * tokenTypesUsed(tokenBlocks(Int32Array.of(2, 0, 2, 2), 2)); // → 2
 */
export function tokenTypesUsed(texts: Texts): number {
  return numberNgrams(textRows("tokenTypesUsed", texts), 1).distinct;
}

/** How often each n-gram of texts occurs, in no special order of n-grams: for `zipfExponent`. Expected O(n × tokens). */
export function ngramCounts(texts: Texts, n: number): Float64Array {
  checkWholeNumber("ngramCounts", "n", n, 1);
  return countNgrams(numberNgrams(textRows("ngramCounts", texts, n), n));
}

import { checkWholeNumber } from "../../fitters/checks";
import type { Estimate } from "../summaries";
import { type NumberedNgrams, numberNgrams } from "./number-ngrams";
import { type Texts, textRows } from "./text-rows";

/**
 * Distinct-n: different n-grams divided by all n-grams of the texts (Li et al. 2016). No n-gram crosses from one text
 * into the next. Falls with the amount of text: compare equal amounts. Expected O(n × tokens).
 * @throws RangeError without text, or when no text has n tokens
 *
 * @example
 * import { distinctNgrams, tokenBlocks } from "model-collapse";
 * distinctNgrams(tokenBlocks(Int32Array.of(1, 2, 1, 2, 1, 2), 3), 2); // → 0.5
 */
export function distinctNgrams(texts: Texts, n: number): number {
  const { numbers, distinct } = numbered("distinctNgrams", texts, n);
  return distinct / numbers.length;
}

/**
 * The same with its standard error over texts, by the jackknife that leaves out one text at a time. For numbers of
 * types it errs on the large side (Efron & Stein 1981). Expected O(n × tokens).
 * @throws RangeError for fewer than two texts of n tokens
 */
export function estimateDistinctNgrams(texts: Texts, n: number): Estimate {
  const ngrams = numbered("estimateDistinctNgrams", texts, n);
  const all = ngrams.numbers.length;
  const sole = soleNgrams(ngrams);
  const left: number[] = [];
  sole.forEach((lost, row) => {
    const places = ngrams.starts[row + 1]! - ngrams.starts[row]!;
    if (places > 0 && places < all) left.push((ngrams.distinct - lost) / (all - places));
  });
  if (left.length < 2) {
    throw new RangeError(
      `estimateDistinctNgrams needs at least 2 texts of ${n} tokens, got ${sole.length}; distinctNgrams takes one`,
    );
  }
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  const squares = left.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    measured: ngrams.distinct / all,
    standardError: Math.sqrt((squares * (left.length - 1)) / left.length),
    replicates: left.length,
  };
}

function numbered(caller: string, texts: Texts, n: number): NumberedNgrams {
  checkWholeNumber(caller, "n", n, 1);
  return numberNgrams(textRows(caller, texts, n), n);
}

/** For each row, the number of n-grams that no other row has. */
function soleNgrams({ numbers, starts, distinct }: NumberedNgrams): Float64Array {
  const [nowhere, several] = [-1, -2];
  const where = new Int32Array(distinct).fill(nowhere);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let place = starts[row]!; place < starts[row + 1]!; place++) {
      const ngram = numbers[place]!;
      if (where[ngram] === nowhere) where[ngram] = row;
      else if (where[ngram] !== row) where[ngram] = several;
    }
  }
  const sole = new Float64Array(starts.length - 1);
  for (const row of where) if (row >= 0) sole[row]!++;
  return sole;
}

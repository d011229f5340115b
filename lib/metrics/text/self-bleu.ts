import { checkWholeNumber } from "../../fitters/checks";
import type { Random } from "../../random/random";
import { type Estimate, meanAndStandardError } from "../summaries";
import { type NumberedNgrams, numberNgrams } from "./number-ngrams";
import { type TextRows, type Texts, textRows } from "./text-rows";

export interface SelfBleuOptions {
  /** Orders 1 … maximumOrder weigh the same. Default 4. */
  readonly maximumOrder?: number;
  /** Texts drawn, without replacement; default all. Self-BLEU grows with their number: compare equal ones. */
  readonly sampleSize?: number;
}

/** Added to a precision's numerator of 0: NLTK's smoothing method 1 (Chen & Cherry 2014), as Texygen uses it. */
const smoothing = 0.1;

/**
 * Self-BLEU (Zhu et al. 2018, “Texygen”): the mean of the BLEU of each text with all others as its references.
 * High when texts repeat one another. BLEU is NLTK's `sentence_bleu` with equal weights and smoothing method 1:
 * clipped precisions, brevity penalty of the closest length, 0 without a common token. The standard error takes texts
 * as independent, although they share references, and so is a rough one. The references are gone through once, not
 * once a text. Expected O(maximumOrder² × tokens).
 * @throws RangeError for fewer than two texts, a text shorter than maximumOrder, or a sampleSize outside 2 … texts
 *
 * @example
 * import { createRandom, selfBleu } from "model-collapse";
 * const texts = [Int32Array.of(1, 2, 3, 4), Int32Array.of(1, 2, 3, 4), Int32Array.of(1, 2, 3, 5)];
 * selfBleu(texts, { maximumOrder: 2 }, createRandom("texts")).measured; // → 0.9024
 */
export function selfBleu(texts: Texts, options: SelfBleuOptions, random: Random): Estimate {
  const { maximumOrder = 4 } = options;
  checkWholeNumber("selfBleu", "maximumOrder", maximumOrder, 1);
  const rows = sampled(textRows("selfBleu", texts), options, random);
  checkLengths(rows, maximumOrder);
  const logPrecisions = new Float64Array(rows.count);
  for (let order = 1; order <= maximumOrder; order++) {
    const ngrams = numberNgrams(rows, order);
    matchesOf(ngrams).forEach((matches, row) => {
      const places = ngrams.starts[row + 1]! - ngrams.starts[row]!;
      const none = order === 1 ? 0 : smoothing;
      logPrecisions[row]! += Math.log((matches || none) / places);
    });
  }
  const penalties = logBrevityPenalties(rows);
  return meanAndStandardError(
    logPrecisions.map((sum, row) => Math.exp(sum / maximumOrder + penalties[row]!)),
  );
}

/** For each row, its n-grams that other rows have, each counted at most as often as the other row with most of it. */
function matchesOf({ numbers, starts, distinct }: NumberedNgrams): Float64Array {
  const [most, second, owner] = [
    new Int32Array(distinct),
    new Int32Array(distinct),
    new Int32Array(distinct),
  ];
  const counts = new Int32Array(distinct);
  eachCount(numbers, starts, counts, (row, ngram, count) => {
    if (count > most[ngram]!) {
      second[ngram] = most[ngram]!;
      most[ngram] = count;
      owner[ngram] = row;
    } else if (count > second[ngram]!) {
      second[ngram] = count;
    }
  });
  const matches = new Float64Array(starts.length - 1);
  eachCount(numbers, starts, counts, (row, ngram, count) => {
    matches[row]! += Math.min(count, owner[ngram] === row ? second[ngram]! : most[ngram]!);
  });
  return matches;
}

/** Calls `visit` once for each row and each n-gram in it. `counts` is room for counting, all 0 before and after. */
function eachCount(
  numbers: Int32Array,
  starts: Int32Array,
  counts: Int32Array,
  visit: (row: number, ngram: number, count: number) => void,
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    const [start, end] = [starts[row]!, starts[row + 1]!];
    for (let place = start; place < end; place++) counts[numbers[place]!]!++;
    for (let place = start; place < end; place++) {
      const ngram = numbers[place]!;
      if (counts[ngram] === 0) continue;
      visit(row, ngram, counts[ngram]!);
      counts[ngram] = 0;
    }
  }
}

/** min(0, 1 − reference length/length) with the reference whose length is closest, the shorter of two. */
function logBrevityPenalties({ starts, count }: TextRows): Float64Array {
  const lengths = Int32Array.from({ length: count }, (_, row) => starts[row + 1]! - starts[row]!);
  const ordered = lengths.slice().sort();
  return Float64Array.from(lengths, (length) => {
    const first = ordered.indexOf(length);
    if (ordered[first + 1] === length) return 0;
    const [shorter, longer] = [ordered[first - 1] ?? -1, ordered[first + 1] ?? -1];
    const closest = shorter >= 0 && (longer < 0 || length - shorter <= longer - length) ? shorter : longer;
    return Math.min(0, 1 - closest / length);
  });
}

function sampled(rows: TextRows, { sampleSize = rows.count }: SelfBleuOptions, random: Random): TextRows {
  if (rows.count < 2) throw new RangeError(`selfBleu needs at least 2 texts, got ${rows.count}`);
  if (!(Number.isInteger(sampleSize) && sampleSize >= 2 && sampleSize <= rows.count)) {
    throw new RangeError(
      `selfBleu needs a sampleSize from 2 to the number of texts (${rows.count}), got ${sampleSize}`,
    );
  }
  if (sampleSize === rows.count) return rows;
  const drawn = random
    .shuffle(Int32Array.from({ length: rows.count }, (_, row) => row))
    .subarray(0, sampleSize);
  return textRows(
    "selfBleu",
    Array.from(drawn, (row) => rows.tokens.subarray(rows.starts[row], rows.starts[row + 1])),
  );
}

function checkLengths({ starts, count }: TextRows, maximumOrder: number): void {
  for (let row = 0; row < count; row++) {
    const length = starts[row + 1]! - starts[row]!;
    if (length < maximumOrder) {
      throw new RangeError(
        `selfBleu needs texts of at least maximumOrder (${maximumOrder}) tokens: one has ${length}. Drop short texts`,
      );
    }
  }
}

import { checkWholeNumber } from "../../fitters/checks";
import { type Estimate, proportionAndStandardError } from "../summaries";
import { numberNgrams } from "./number-ngrams";
import { type Texts, textRows } from "./text-rows";

/**
 * Share of texts in which some n-gram occurs at least twice, overlaps included, with its standard error (see
 * `proportionAndStandardError`). Texts shorter than n repeat nothing. Expected O(n × tokens).
 * @throws RangeError without text, or when no text has n tokens
 *
 * @example
 * import { repeatedNgramShare } from "model-collapse";
 * repeatedNgramShare([Int32Array.of(1, 2, 3, 1, 2), Int32Array.of(1, 2, 3, 2, 1)], 2).measured; // → 0.5
 */
export function repeatedNgramShare(texts: Texts, n = 4): Estimate {
  checkWholeNumber("repeatedNgramShare", "n", n, 1);
  const rows = textRows("repeatedNgramShare", texts, n);
  const { numbers, starts, distinct } = numberNgrams(rows, n);
  const seenIn = new Int32Array(distinct).fill(-1);
  let repeating = 0;
  for (let row = 0; row < rows.count; row++) {
    let repeats = false;
    for (let place = starts[row]!; place < starts[row + 1]!; place++) {
      repeats ||= seenIn[numbers[place]!] === row;
      seenIn[numbers[place]!] = row;
    }
    if (repeats) repeating++;
  }
  return proportionAndStandardError(repeating, rows.count);
}

/**
 * Marks the tokens of one text that belong to an n-gram which occurs in it at least twice, every occurrence: 1 for
 * such a token, 0 for others. A text shorter than n has none. Expected O(n × tokens).
 * @throws TypeError when the row is no Int32Array, RangeError when it is empty
 *
 * @example
 * import { repeatedNgramPositions } from "model-collapse";
 * repeatedNgramPositions(Int32Array.of(8, 1, 2, 9, 1, 2), 2); // → [ 0, 1, 1, 0, 1, 1 ]
 */
export function repeatedNgramPositions(row: Int32Array, n = 4): Uint8Array {
  checkWholeNumber("repeatedNgramPositions", "n", n, 1);
  const { numbers, distinct } = numberNgrams(textRows("repeatedNgramPositions", [row]), n);
  const counts = new Int32Array(distinct);
  for (const ngram of numbers) counts[ngram]!++;
  const marks = new Uint8Array(row.length);
  numbers.forEach((ngram, place) => {
    if (counts[ngram]! > 1) marks.fill(1, place, place + n);
  });
  return marks;
}

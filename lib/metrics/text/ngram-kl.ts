import { checkNotNegative, checkWholeNumber } from "../../fitters/checks";
import { countNgrams, numberNgrams } from "./number-ngrams";
import { joinRows, type Texts, textRows } from "./text-rows";

export interface NgramKlOptions {
  /**
   * Added to the generated text's count of every n-gram that either text has; default 0, the divergence of the
   * counted shares themselves.
   */
  readonly smoothing?: number;
}

/**
 * Kullback–Leibler divergence of the n-gram shares of generated text from those of real text, Σ p ln(p/q) in nats,
 * with p = count/total of the real text and q = (count + smoothing)/(total + smoothing × n-grams of either text).
 * Without smoothing it is Infinity, its true value, as soon as an n-gram of the real text is missing. Its value
 * between two halves of real text is no 0: finite samples differ. Expected O(n × tokens).
 * @throws RangeError without text, when no text of either has n tokens, or for a negative smoothing
 *
 * @example
 * import { ngramKl } from "model-collapse";
 * const [real, generated] = [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 1)];
 * ngramKl([real], [generated], 1); // → 0.1438
 * ngramKl([generated], [Int32Array.of(0)], 1); // → Infinity
 */
export function ngramKl(
  real: Texts,
  generated: Texts,
  n: number,
  { smoothing = 0 }: NgramKlOptions = {},
): number {
  const caller = "ngramKl";
  checkWholeNumber(caller, "n", n, 1);
  checkNotNegative(caller, "smoothing", smoothing);
  const [a, b] = [textRows(caller, real, n), textRows(caller, generated, n)];
  const ngrams = numberNgrams(joinRows(a, b), n);
  const border = ngrams.starts[a.count]!;
  const [p, q] = [countNgrams(ngrams, 0, border), countNgrams(ngrams, border)];
  const total = ngrams.numbers.length - border + smoothing * ngrams.distinct;
  let sum = 0;
  for (let ngram = 0; ngram < ngrams.distinct; ngram++) {
    const share = p[ngram]! / border;
    if (share > 0) sum += share * Math.log(share / ((q[ngram]! + smoothing) / total));
  }
  return Math.max(0, sum);
}

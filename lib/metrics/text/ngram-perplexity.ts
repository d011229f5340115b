import type { Outcomes } from "../../data/points";
import type { TokenBlocks } from "../../data/token-blocks";
import { ngramLogProbabilities } from "../../fitters/ngram/log-probabilities";
import type { NgramModel } from "../../fitters/ngram/model";

/**
 * Perplexity of a text under an n-gram model: exp of the mean of −ln p over its tokens. Infinity, its true value, for a
 * model without smoothing as soon as the text holds what it has never seen. O(tokens × order × log vocabulary).
 * @throws TypeError when the text is none; RangeError for no text or a token outside the vocabulary
 *
 * @example
 * import { fitNgram, ngramPerplexity } from "model-collapse";
 * const text = Int32Array.of(0, 1, 2, 3);
 * ngramPerplexity(fitNgram(text, { order: 1, vocabularySize: 4 }), text); // → 4
 */
export function ngramPerplexity(model: NgramModel, text: TokenBlocks | Outcomes): number {
  const logarithms = ngramLogProbabilities(model, text);
  const sum = logarithms.reduce((total, logarithm) => total + logarithm, 0);
  return Math.exp(-sum / logarithms.length);
}

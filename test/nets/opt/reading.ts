import type { OptModel } from "../../../lib/fitters/opt/model";
import { createOptEvaluator, type OptEvaluator } from "../../../lib/nets/opt/evaluator";
import { createOptReader } from "../../../lib/nets/opt/reader";
import type { NextTokenScores, TokenReader } from "../../../lib/nets/token-reader";

/** A reader beside an evaluator of the same model, which reads every text anew and as a whole. */
export interface ReadingPair {
  readonly reader: TokenReader;
  readonly evaluator: OptEvaluator;
  dispose(): void;
}

export function readingPair({ configuration, parameters }: OptModel): ReadingPair {
  const reader = createOptReader(configuration, parameters);
  const evaluator = createOptEvaluator(configuration, parameters);
  return {
    reader,
    evaluator,
    dispose() {
      reader.dispose();
      evaluator.dispose();
    },
  };
}

/** The largest difference of the logits of every row from those of its text read as a whole, relative to the largest. */
export function distanceFromWhole(
  scores: NextTokenScores,
  evaluator: OptEvaluator,
  texts: readonly (readonly number[])[],
): number {
  const logits = scores.logits();
  const vocabulary = logits.length / texts.length;
  const distances = texts.map((text, row) => {
    const own = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    const whole = evaluator.logits({ ids: Int32Array.from(text), length: text.length }).slice(-vocabulary);
    const largest = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    return own.reduce((most, value, at) => Math.max(most, Math.abs(value - whole[at]!)), 0) / largest;
  });
  return Math.max(...distances);
}

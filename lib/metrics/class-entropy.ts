import type { Points } from "../data/points";
import { checkPoints } from "../fitters/checks";
import { countClasses } from "./class-shares";
import { checkProbabilities } from "./probabilities";
import { type Estimate, meanAndStandardError } from "./summaries";

/**
 * Entropy of class shares in nats, −Σ p ln p: ln(classes) when all are alike, 0 when one is left. O(classes).
 * @throws RangeError when the shares are no probabilities
 *
 * @example
 * import { classEntropy } from "model-collapse";
 * classEntropy([0.25, 0.25, 0.25, 0.25]); // → 1.386
 */
export function classEntropy(shares: ArrayLike<number>): number {
  checkProbabilities("classEntropy", shares);
  return entropy(shares, 0, shares.length);
}

/**
 * Entropy of the shares of independent labels with its standard error, √((Σ p ln² p − entropy²)/n) (delta
 * method, Basharin 1959). Where all shares are equal this first order vanishes: the error is then below
 * classes/n. Biased downwards by (classes that occur − 1)/(2n), not corrected. O(labels).
 * @throws RangeError without labels, or for a label that is no class
 */
export function estimateClassEntropy(labels: Int32Array, classes: number): Estimate {
  const counts = countClasses("estimateClassEntropy", labels, classes);
  const shares = counts.map((count) => count / labels.length);
  const measured = entropy(shares, 0, classes);
  // Deviations about the entropy rather than a difference of squares: equal shares give exactly 0.
  const variance = shares.reduce(
    (sum, share) => (share > 0 ? sum + share * (Math.log(share) + measured) ** 2 : sum),
    0,
  );
  return { measured, standardError: Math.sqrt(variance / labels.length) };
}

/** How far the probabilities of one row, in single precision, may be from a sum of 1. */
const rowTolerance = 1e-4;

/**
 * Ambiguity of what a classifier sees: the entropy, in nats, of its probabilities for one image, averaged over
 * images, with the standard error over them. One row an image, one column a class. Rises while classes merge;
 * not monotone in collapse: a single blob may again be seen with confidence. O(rows × columns).
 * @throws RangeError for fewer than two rows, or a row that holds no probabilities
 */
export function meanPredictiveEntropy(probabilities: Points): Estimate {
  checkPoints("meanPredictiveEntropy", probabilities, 2);
  const { values, rows, columns } = probabilities;
  const entropies = Float64Array.from({ length: rows }, (_, row) => {
    const [start, end] = [row * columns, (row + 1) * columns];
    let sum = 0;
    for (let at = start; at < end; at++) {
      if (!(values[at]! >= 0)) throw noProbabilities(row, `a probability of ${values[at]}`);
      sum += values[at]!;
    }
    if (Math.abs(sum - 1) > rowTolerance) throw noProbabilities(row, `a sum of ${sum}`);
    return entropy(values, start, end);
  });
  return meanAndStandardError(entropies);
}

function noProbabilities(row: number, got: string): RangeError {
  return new RangeError(
    `meanPredictiveEntropy needs rows of probabilities that sum to 1: row ${row} has ${got}. ` +
      "Apply the softmax to logits first",
  );
}

function entropy(probabilities: ArrayLike<number>, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) {
    const probability = probabilities[at]!;
    if (probability > 0) sum -= probability * Math.log(probability);
  }
  return Math.max(0, sum);
}

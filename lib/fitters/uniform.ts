import type { Sample } from "../data/points";
import { checkedSample, checkVaries } from "./checks";

/** A uniform distribution from `minimum` to `maximum`. */
export interface UniformModel {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Maximum-likelihood uniform distribution: the smallest and the largest observation. The range is too short on
 * average, (n − 1)/(n + 1) times the true one, and shrinks by this factor in every generation of a chain. O(n).
 *
 * @example
 * import { fitUniform } from "model-collapse";
 * fitUniform([0.2, 0.9, 0.4]).maximum; // → 0.9
 *
 * @throws RangeError for fewer than two observations, a number that is not finite, or a constant sample
 */
export function fitUniform(sample: ArrayLike<number>): UniformModel {
  const values = checkedSample("fitUniform", sample, 2);
  checkVaries("fitUniform", values);
  return rangeOf(values);
}

/** The same without any check, for chains. */
export function rangeOf(sample: Sample): UniformModel {
  let [minimum, maximum] = [sample[0]!, sample[0]!];
  for (let i = 1; i < sample.length; i++) {
    const x = sample[i]!;
    if (x < minimum) minimum = x;
    else if (x > maximum) maximum = x;
  }
  return { minimum, maximum };
}

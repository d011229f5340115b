import type { Sample } from "../data/points";
import { checkedSample } from "./checks";

/** An exponential distribution: mean 1 / rate. Rate Infinity is the point mass at 0. */
export interface ExponentialModel {
  readonly rate: number;
}

/**
 * Maximum-likelihood exponential distribution: the rate is 1 / mean. The mean is unbiased, the rate too high by n/(n − 1).
 * O(n).
 *
 * @example
 * import { fitExponential } from "model-collapse";
 * fitExponential([1, 2, 3]).rate; // → 0.5
 *
 * @throws RangeError for no observation, one that is negative or not finite, or only zeros
 */
export function fitExponential(sample: ArrayLike<number>): ExponentialModel {
  const values = checkedWaits("fitExponential", sample);
  const model = exponentialMoments(values);
  if (model.rate === Infinity) {
    throw new RangeError(`fitExponential needs an observation above 0: all ${values.length} are 0`);
  }
  if (model.rate === 0)
    throw new RangeError("fitExponential needs a sum that is finite. Rescale the numbers");
  return model;
}

/** The same without any check, for chains: only zeros give rate Infinity. */
export function exponentialMoments(sample: Sample): ExponentialModel {
  let sum = 0;
  for (let i = 0; i < sample.length; i++) sum += sample[i]!;
  return { rate: sample.length / sum };
}

/** @throws RangeError unless all of at least one observation are finite and at least 0 */
export function checkedWaits(caller: string, sample: ArrayLike<number>): Float64Array {
  const values = checkedSample(caller, sample, 1);
  const negative = values.findIndex((value) => value < 0);
  if (negative < 0) return values;
  throw new RangeError(
    `${caller} needs numbers of at least 0: observation ${negative} is ${values[negative]}. ` +
      "Drop what is negative or shift the data",
  );
}

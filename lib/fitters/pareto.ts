import type { Sample } from "../data/points";
import { checkBetween, checkedSample } from "./checks";

/**
 * A power law above a minimum: the density is shape · minimum^shape / x^(shape + 1) for x ≥ minimum. Shape Infinity is
 * the point mass at the minimum.
 */
export interface ParetoModel {
  readonly minimum: number;
  readonly shape: number;
}

export interface ParetoOptions {
  /** The minimum where it is known. Default: the smallest observation, its maximum-likelihood estimate. */
  readonly minimum?: number;
}

/**
 * Maximum-likelihood Pareto distribution: shape = n / Σ ln(x / minimum) (Hill's estimator where the minimum is a
 * threshold). Both estimates are biased: the mean shape is n/(n − 2) times the true one for n > 2, n/(n − 1) times with a
 * known minimum, and the smallest observation lies above the true minimum by a factor whose mean is
 * n·shape/(n·shape − 1). O(n).
 *
 * @example
 * import { fitPareto } from "model-collapse";
 * fitPareto([1, 2, 4, 8]).shape; // → 0.961797
 * fitPareto([1, 2, 4, 8], { minimum: 0.5 }).shape; // → 0.577078
 *
 * @throws RangeError for fewer than two observations, one that is not positive or below a given minimum, or a sample whose
 *   observations all equal the minimum
 */
export function fitPareto(sample: ArrayLike<number>, options: ParetoOptions = {}): ParetoModel {
  const { minimum } = options;
  checkParetoOptions("fitPareto", options);
  const values = checkedSample("fitPareto", sample, 2);
  checkBetween("fitPareto", values, [0, Infinity], "Drop what is not positive or shift the data");
  const least = smallest(values);
  if (minimum !== undefined && least < minimum) {
    throw new RangeError(
      `fitPareto needs observations of at least the given minimum ${minimum}, got ${least}. ` +
        "Drop what is smaller or lower the minimum",
    );
  }
  const model = paretoAbove(minimum ?? least, values);
  if (model.shape === Infinity) {
    throw new RangeError(
      `fitPareto needs a sample that varies: all ${values.length} observations are ${values[0]}`,
    );
  }
  return model;
}

/** @throws RangeError unless a given minimum is a finite positive number */
export function checkParetoOptions(caller: string, { minimum }: ParetoOptions): void {
  if (minimum === undefined || (minimum > 0 && minimum < Infinity)) return;
  throw new RangeError(`${caller} needs minimum to be a finite positive number, got ${minimum}`);
}

/** The same without any check, for chains: a sample that never leaves the minimum gives shape Infinity. */
export function paretoMoments(sample: Sample, minimum?: number): ParetoModel {
  return paretoAbove(minimum ?? smallest(sample), sample);
}

function paretoAbove(minimum: number, sample: Sample): ParetoModel {
  let logarithms = 0;
  for (let i = 0; i < sample.length; i++) logarithms += Math.log(sample[i]! / minimum);
  return { minimum, shape: sample.length / logarithms };
}

function smallest(sample: Sample): number {
  let least = sample[0]!;
  for (let i = 1; i < sample.length; i++) if (sample[i]! < least) least = sample[i]!;
  return least;
}

import type { Sample } from "../data/points";
import { checkedSample } from "./checks";

/** A normal distribution in one dimension. */
export interface GaussianModel {
  readonly mean: number;
  readonly standardDeviation: number;
}

export interface GaussianOptions {
  /** Divide by n − 1, which makes the variance (not the standard deviation) unbiased. Default: divide by n. */
  readonly unbiased?: boolean;
}

/**
 * Gaussian with the mean and the standard deviation of the sample. By default the variance divides by n
 * (maximum likelihood); with `unbiased` by n − 1. Neither keeps a chain from collapsing: dividing by n − 1
 * keeps the *mean* variance of a chain constant, yet its typical variance still decays (Shumailov et al.
 * 2024, theorem 3.1). Two passes, O(n).
 *
 * @example
 * import { fitGaussian } from "model-collapse";
 * fitGaussian([1, 2, 3, 4]).standardDeviation; // → 1.118034
 * fitGaussian([1, 2, 3, 4], { unbiased: true }).standardDeviation; // → 1.290994
 *
 * @throws RangeError for fewer than two observations, a number that is not finite, or a constant sample
 */
export function fitGaussian(sample: ArrayLike<number>, options: GaussianOptions = {}): GaussianModel {
  const values = checkedSample("fitGaussian", sample, 2);
  const model = gaussianMoments(values, options.unbiased ?? false);
  if (model.standardDeviation === 0) {
    throw new RangeError(
      `fitGaussian needs a sample that varies: all ${values.length} observations are ${values[0]}`,
    );
  }
  if (!Number.isFinite(model.standardDeviation)) {
    throw new RangeError(
      `fitGaussian needs numbers whose squares are finite, got values up to ${largest(values)}. Rescale them`,
    );
  }
  return model;
}

/**
 * The same without any check, for chains: a constant sample gives exactly its value and 0. Deviations are
 * taken from the first observation, so that the mean of a constant sample is not off by a rounding error,
 * and summed four at a time, which is quicker and rounds less than one long sum.
 */
export function gaussianMoments(sample: Sample, unbiased: boolean): GaussianModel {
  const count = sample.length;
  const first = sample[0]!;
  const whole = count - (count % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += sample[i]! - first;
    b += sample[i + 1]! - first;
    c += sample[i + 2]! - first;
    d += sample[i + 3]! - first;
  }
  for (let i = whole; i < count; i++) a += sample[i]! - first;
  const mean = first + (a + b + (c + d)) / count;
  const squares = squaredDeviations(sample, mean);
  const divisor = unbiased && count > 1 ? count - 1 : count;
  return { mean, standardDeviation: Math.sqrt(squares / divisor) };
}

function squaredDeviations(sample: Sample, mean: number): number {
  const count = sample.length;
  const whole = count - (count % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    const p = sample[i]! - mean;
    const q = sample[i + 1]! - mean;
    const r = sample[i + 2]! - mean;
    const s = sample[i + 3]! - mean;
    a += p * p;
    b += q * q;
    c += r * r;
    d += s * s;
  }
  for (let i = whole; i < count; i++) a += (sample[i]! - mean) ** 2;
  return a + b + (c + d);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

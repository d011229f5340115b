import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** Bins of a distribution with the critical value of Pearson's statistic, from SciPy. */
export interface Bins {
  readonly edges: readonly number[];
  readonly probabilities: readonly number[];
  /** Exceeded once in a million times. */
  readonly chiSquaredLimit: number;
}

export interface ParameterisedBins extends Bins {
  readonly arguments: readonly number[];
}

export interface TailBins extends Bins {
  readonly start: number;
  /** Probability of lying beyond the start. */
  readonly mass: number;
}

/** Three streams for every distribution: a defect must show in each, an accident of one seed cannot. */
export const seeds = ["first", "second", "third"];

export function readGolden<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8"));
}

/** How many draws fall into each bin; bin i holds edges[i − 1] < x ≤ edges[i]. */
export function countInBins(draws: ArrayLike<number>, edges: readonly number[]): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  for (let i = 0; i < draws.length; i++) {
    let low = 0;
    for (let high = edges.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (edges[middle]! < draws[i]!) low = middle + 1;
      else high = middle;
    }
    counts[low]!++;
  }
  return counts;
}

/** Pearson's statistic. */
export function chiSquared(counts: ArrayLike<number>, probabilities: readonly number[]): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  return probabilities.reduce((sum, probability, bin) => {
    const expected = total * probability;
    return sum + (counts[bin]! - expected) ** 2 / expected;
  }, 0);
}

/** Kolmogorov's √n · sup |F̂ − F| over the edges of the bins: at most the statistic itself. */
export function kolmogorov(counts: ArrayLike<number>, probabilities: readonly number[]): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  let [below, expectedBelow, largest] = [0, 0, 0];
  probabilities.forEach((probability, bin) => {
    below += counts[bin]!;
    expectedBelow += probability;
    largest = Math.max(largest, Math.abs(below / total - expectedBelow));
  });
  return Math.sqrt(total) * largest;
}

/** Both tests; each fails once in a million times when the draws follow the distribution. */
export function expectToFollow(draws: ArrayLike<number>, bins: Bins, kolmogorovLimit: number): void {
  const counts = countInBins(draws, bins.edges);
  expect(chiSquared(counts, bins.probabilities)).toBeLessThan(bins.chiSquaredLimit);
  expect(kolmogorov(counts, bins.probabilities)).toBeLessThan(kolmogorovLimit);
}

/** Mean of the values and its standard error. */
export function meanOf(values: ArrayLike<number>): { mean: number; standardError: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Correlation of two equally long sequences, in standard errors: standard normal when they are independent. */
export function correlationScore(x: Float64Array, y: Float64Array): number {
  const [xMean, yMean] = [meanOf(x).mean, meanOf(y).mean];
  let [xx, yy, xy] = [0, 0, 0];
  x.forEach((value, i) => {
    xx += (value - xMean) ** 2;
    yy += (y[i]! - yMean) ** 2;
    xy += (value - xMean) * (y[i]! - yMean);
  });
  return (xy / Math.sqrt(xx * yy)) * Math.sqrt(x.length);
}

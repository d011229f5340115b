import type { Estimate } from "../summaries";

export interface ZipfOptions {
  /**
   * Counts of the same types in other text, by which they are ranked, ties in order of the types. By default they are
   * ranked by their own counts, which makes the exponent of small samples too large: chance alone orders them.
   */
  readonly rankBy?: ArrayLike<number>;
}

/**
 * Exponent of Zipf's law by maximum likelihood: the type of rank r has the probability r^(−exponent)/Σ k^(−exponent),
 * over as many ranks as there are counts (a type that does not occur counts 0 and takes a rank, too). It solves
 * “mean of ln rank = its expectation”. The standard error, 1/√(tokens × variance of ln rank), is that of independent
 * draws; words of running text depend on each other, so that theirs is larger. O(types) a step, about ten steps.
 * @throws RangeError for fewer than two types that occur, counts that are negative or not finite, or ranks of another
 *   number of types
 *
 * @example
 * import { zipfExponent } from "model-collapse";
 * zipfExponent([1200, 600, 400, 300, 240]).measured; // → 1
 */
export function zipfExponent(counts: ArrayLike<number>, { rankBy = counts }: ZipfOptions = {}): Estimate {
  checkCounts(counts, rankBy);
  const order = Array.from(counts, (_, type) => type).sort((a, b) => rankBy[b]! - rankBy[a]!);
  const logRanks = Float64Array.from(order, (_, rank) => Math.log(rank + 1));
  let [tokens, sum] = [0, 0];
  order.forEach((type, rank) => {
    tokens += counts[type]!;
    sum += counts[type]! * logRanks[rank]!;
  });
  const exponent = solve(logRanks, sum / tokens);
  const { variance } = moments(logRanks, exponent);
  return { measured: exponent, standardError: 1 / Math.sqrt(tokens * variance) };
}

/** Beyond this exponent all but the first rank, or the last, have no probability that a double could hold. */
const steepest = 1100;

/** The exponent with this mean of ln rank: Newton's steps inside a bracket, which the falling mean keeps valid. */
function solve(logRanks: Float64Array, target: number): number {
  let [low, high] = [0, 1];
  while (low > -steepest && moments(logRanks, low).mean < target) low = low * 2 - 1;
  while (high < steepest && moments(logRanks, high).mean > target) high *= 2;
  let exponent = (low + high) / 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * Math.max(1, Math.abs(exponent)); step++) {
    const { mean, variance } = moments(logRanks, exponent);
    if (mean > target) low = exponent;
    else high = exponent;
    const newton = exponent + (mean - target) / variance;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === exponent) break;
    exponent = next;
  }
  return exponent;
}

/** Mean and variance of ln rank under an exponent; weights relative to the largest, so that none overflows. */
function moments(logRanks: Float64Array, exponent: number): { mean: number; variance: number } {
  const largest = exponent >= 0 ? 0 : logRanks[logRanks.length - 1]!;
  let [mass, first, second] = [0, 0, 0];
  for (const logRank of logRanks) {
    const weight = Math.exp(-exponent * (logRank - largest));
    const deviation = logRank - largest;
    mass += weight;
    first += weight * deviation;
    second += weight * deviation * deviation;
  }
  const mean = first / mass;
  return { mean: mean + largest, variance: second / mass - mean * mean };
}

function checkCounts(counts: ArrayLike<number>, rankBy: ArrayLike<number>): void {
  if (rankBy.length !== counts.length) {
    throw new RangeError(
      `zipfExponent needs rankBy to count the same types, got ${counts.length} counts and ${rankBy.length} in rankBy`,
    );
  }
  let occurring = 0;
  for (let type = 0; type < counts.length; type++) {
    for (const count of [counts[type]!, rankBy[type]!]) {
      if (!(count >= 0 && Number.isFinite(count))) {
        throw new RangeError(
          `zipfExponent needs counts that are finite and not negative: that of type ${type} is ${count}`,
        );
      }
    }
    if (counts[type]! > 0) occurring++;
  }
  if (occurring < 2) {
    throw new RangeError(`zipfExponent needs at least 2 types that occur, got ${occurring}`);
  }
}

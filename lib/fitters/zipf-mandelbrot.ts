import type { Outcomes } from "../data/points";
import { zipfShares } from "../data/zipf";
import { bisect } from "./bisection";
import { checkedOutcomes, checkNotNegative, checkWholeNumber, largestOutcome } from "./checks";

/** Probabilities proportional to (rank + offset)^−exponent for ranks 1 … ranks. Exponent Infinity leaves rank 1 alone. */
export interface ZipfMandelbrotModel {
  readonly exponent: number;
  readonly offset: number;
  readonly ranks: number;
}

export interface ZipfMandelbrotOptions {
  /** The offset where it is known; 0 is Zipf's law. Default: estimated, from 0 to 10 × ranks. */
  readonly offset?: number;
}

/**
 * Maximum-likelihood Zipf–Mandelbrot law of counts by rank (`counts[r − 1]` is how often rank r came), over as many ranks
 * as there are counts, those that never came included. The ranks have to be known beforehand: ranks by the same counts
 * make the law look steeper than it is. The exponent is at least 0; an offset at its largest value, 10 × ranks, means that the
 * counts fall exponentially rather than as a power. About 40 × 5 passes over the ranks, one for a known offset.
 *
 * @example
 * import { fitZipfMandelbrot } from "model-collapse";
 * fitZipfMandelbrot([60, 30, 20, 15, 12], { offset: 0 }).exponent.toFixed(3); // → 1.000
 *
 * @throws RangeError for fewer than two counts, one that is not a whole number from 0, no count above 0, counts of rank 1
 *   alone, or a negative offset
 */
export function fitZipfMandelbrot(
  counts: ArrayLike<number>,
  options: ZipfMandelbrotOptions = {},
): ZipfMandelbrotModel {
  checkZipfMandelbrotOptions("fitZipfMandelbrot", options);
  const remedy = "Give whole counts by rank, the most frequent first";
  const checked = checkedOutcomes("fitZipfMandelbrot", counts, largestOutcome, remedy);
  checkWholeNumber("fitZipfMandelbrot", "the number of ranks", checked.length, 2);
  const total = checked.reduce((sum, count) => sum + count, 0);
  if (total === 0)
    throw new RangeError(`fitZipfMandelbrot needs a count above 0: all ${checked.length} are 0`);
  const model = zipfMandelbrotLikeliest(checked, options);
  if (model.exponent < Infinity) return model;
  throw new RangeError(
    `fitZipfMandelbrot needs counts of more than one rank: all ${total} are of rank 1. Observe more`,
  );
}

/** @throws RangeError unless a given offset is a finite number of at least 0 */
export function checkZipfMandelbrotOptions(caller: string, { offset = 0 }: ZipfMandelbrotOptions): void {
  checkNotNegative(caller, "offset", offset);
}

/** The same without any check, for chains: counts of rank 1 alone give exponent Infinity. */
export function zipfMandelbrotLikeliest(
  counts: ArrayLike<number>,
  { offset }: ZipfMandelbrotOptions,
): ZipfMandelbrotModel {
  const shares = sharesOf(counts);
  const ranks = counts.length;
  if (shares[0] === 1) return { exponent: Infinity, offset: offset ?? 0, ranks };
  if (offset !== undefined) return { exponent: likeliestExponent(shares, offset, 1), offset, ranks };
  let exponent = 1;
  const slope = (logOffset: number) => {
    exponent = likeliestExponent(shares, Math.expm1(logOffset), exponent);
    return profileSlope(shares, exponent, Math.expm1(logOffset));
  };
  const best = Math.expm1(rootWithin(slope, 0, Math.log1p(10 * ranks)));
  return { exponent: likeliestExponent(shares, best, exponent), offset: best, ranks };
}

/** How often each rank came; outcome 0 is rank 1. */
export function rankCounts(outcomes: Outcomes, ranks: number): Float64Array {
  const counts = new Float64Array(ranks);
  for (let i = 0; i < outcomes.length; i++) counts[outcomes[i]!]!++;
  return counts;
}

/** Probabilities of the ranks, which sum to 1. */
export function zipfMandelbrotProbabilities(model: ZipfMandelbrotModel): Float64Array {
  return zipfShares(model.ranks, model.exponent, model.offset);
}

/**
 * The exponent whose mean logarithm of (rank + offset) is that of the data: Newton's method between brackets. The mean
 * falls as the exponent grows; where it is too small at 0 already, the exponent is 0.
 */
function likeliestExponent(shares: Float64Array, offset: number, start: number): number {
  const logarithms = shares.map((_, r) => Math.log1p(r / (1 + offset)));
  const target = logarithms.reduce((sum, logarithm, r) => sum + shares[r]! * logarithm, 0);
  let [low, high] = [0, Infinity];
  let exponent = start;
  for (let step = 0; step < 200; step++) {
    const { mean, variance } = momentsAt(logarithms, exponent);
    if (mean > target) low = exponent;
    else if (exponent === 0) return 0;
    else high = exponent;
    const newton = exponent + (mean - target) / variance;
    let next = newton > low && newton < high ? newton : high < Infinity ? (low + high) / 2 : 2 * low + 1;
    if (newton <= 0 && low === 0) next = exponent < 1e-6 ? 0 : exponent / 10;
    if (Math.abs(next - exponent) <= 1e-14 * (1 + exponent)) return next;
    exponent = next;
  }
  return exponent;
}

function momentsAt(logarithms: Float64Array, exponent: number): { mean: number; variance: number } {
  let [total, first, second] = [0, 0, 0];
  for (let r = 0; r < logarithms.length; r++) {
    const logarithm = logarithms[r]!;
    const weight = Math.exp(-exponent * logarithm);
    total += weight;
    first += weight * logarithm;
    second += weight * logarithm * logarithm;
  }
  const mean = first / total;
  return { mean, variance: second / total - mean * mean };
}

/** Sign and size of the derivative of the likelihood in the offset, at the exponent that is best for it. */
function profileSlope(shares: Float64Array, exponent: number, offset: number): number {
  const probabilities = zipfMandelbrotProbabilities({ exponent, offset, ranks: shares.length });
  let difference = 0;
  for (let r = 0; r < shares.length; r++) difference += (probabilities[r]! - shares[r]!) / (r + 1 + offset);
  return exponent * difference;
}

/** Where a function that is positive before and negative behind has its root, by bisection; an end when it has none. */
function rootWithin(evaluate: (x: number) => number, from: number, to: number): number {
  if (!(evaluate(from) > 0)) return from;
  if (evaluate(to) >= 0) return to;
  const [last, first] = bisect((x) => evaluate(x) > 0, from, to);
  return (last + first) / 2;
}

function sharesOf(counts: ArrayLike<number>): Float64Array {
  const shares = Float64Array.from(counts);
  const total = shares.reduce((sum, count) => sum + count, 0);
  return shares.map((count) => count / total);
}

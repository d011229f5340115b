import { checkedSample, checkWholeNumber } from "../fitters/checks";

export interface HistogramOptions {
  /** Default 40. */
  readonly bins?: number;
  /** Bins of equal ratio instead of equal width, for positive numbers. */
  readonly log?: boolean;
  /** First and last edge; by default the smallest and the largest value of all samples. */
  readonly range?: readonly [number, number];
}

export interface Histograms {
  /** bins + 1 edges. */
  readonly edges: Float64Array;
  /** For each sample, the share of its values in each bin; what lies outside the range is in none. */
  readonly shares: readonly Float64Array[];
}

/**
 * Histograms of several samples on the same bins, such as those of a chain's generations. A bin holds its lower edge,
 * the last one both. O(values × log bins).
 * @throws RangeError without samples, for an empty one, a number that is not finite or, with log, not positive, or a
 *   range that does not increase
 *
 * @example
 * import { histogramsOf } from "model-collapse";
 * const { edges, shares } = histogramsOf([[1, 5, 50], [100, 100]], { bins: 2, log: true });
 * edges; // → [ 1, 10, 100 ]
 * shares[0]; // → [ 0.667, 0.333 ]
 */
export function histogramsOf(
  samples: readonly ArrayLike<number>[],
  { bins = 40, log = false, range }: HistogramOptions = {},
): Histograms {
  const caller = "histogramsOf";
  checkWholeNumber(caller, "bins", bins, 1);
  if (samples.length === 0) throw new RangeError(`${caller} needs at least one sample, got none`);
  const checked = samples.map((sample) => checkedSample(caller, sample, 1));
  const [low, high] = range ?? extremes(checked, log);
  if (!(low < high && Number.isFinite(high - low) && (!log || low > 0))) {
    throw new RangeError(
      `${caller} needs ${log ? "positive values and " : ""}a range that increases, got ${low} to ${high}`,
    );
  }
  const edges = binEdges(low, high, bins, log);
  return { edges, shares: checked.map((sample) => binShares(sample, edges)) };
}

/** Edges of bins of equal width or, on a log scale, of equal ratio. */
export function binEdges(low: number, high: number, bins: number, log = false): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, i) => {
    if (i === 0 || i === bins) return i === 0 ? low : high;
    return log ? low * (high / low) ** (i / bins) : low + ((high - low) * i) / bins;
  });
}

/** The bin of a value between the first and the last edge, by bisection. */
export function binOf(value: number, edges: ArrayLike<number>): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle;
  }
  return low;
}

/** Share of the values in each bin; values outside the edges are in none. */
export function binShares(values: ArrayLike<number>, edges: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(edges.length - 1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= edges[0]! && value <= edges[edges.length - 1]!) counts[binOf(value, edges)]!++;
  }
  return counts.map((count) => count / values.length);
}

/** Smallest and largest of all; where they are equal, a tenth to either side. */
function extremes(samples: readonly Float64Array[], log: boolean): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const sample of samples) {
    for (const value of sample) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low < high) return [low, high];
  const margin = Math.max(0.1, Math.abs(low) / 10);
  return log ? [low / 1.1, high * 1.1] : [low - margin, high + margin];
}

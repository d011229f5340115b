import type { Points } from "../../data/points";
import type { OpenCrew } from "../../fitters/crew";
import { unitOf } from "../neighbours/packed-points";
import { type PairSums, pairSums } from "./pair-sums";

/** Sums in a unit of length in which nothing overflows. */
export interface DistanceSums extends PairSums {
  readonly unit: number;
}

/** Sums of Euclidean distances; in one dimension from sorted numbers, O(n log n). */
export function distanceSums(open: OpenCrew, first: Points, second: Points): DistanceSums {
  const unit = unitOf(first, second);
  const scaled = (points: Points): Points => ({ ...points, values: points.values.map((x) => x / unit) });
  const [x, y] = [scaled(first), scaled(second)];
  const sums =
    first.columns === 1 ? sortedDistanceSums(x.values, y.values) : pairSums(open, { name: "distance" }, x, y);
  return { ...sums, unit };
}

function sortedDistanceSums(first: Float64Array, second: Float64Array): PairSums {
  const [n, m] = [first.length, second.length];
  const pooled = new Float64Array(n + m);
  pooled.set(first);
  pooled.set(second, n);
  const order = Uint32Array.from(pooled, (_, i) => i).sort((i, j) => pooled[i]! - pooled[j]!);
  const sumsTo = (from: number, to: number): Float64Array => sumsAlong(pooled, order, from, to);
  return { firstRows: n, secondRows: m, toFirst: sumsTo(0, n), toSecond: sumsTo(n, n + m) };
}

/**
 * Σ |z − member| for every z, members being the numbers `from` to `to`: over a gap it grows by the gap times (members
 * below − members above).
 */
function sumsAlong(pooled: Float64Array, order: Uint32Array, from: number, to: number): Float64Array {
  const sums = new Float64Array(pooled.length);
  const lowest = pooled[order[0]!]!;
  let sum = 0;
  for (let i = from; i < to; i++) sum += pooled[i]! - lowest;
  let below = 0;
  let previous = lowest;
  for (const i of order) {
    sum += (pooled[i]! - previous) * (2 * below - (to - from));
    sums[i] = sum;
    previous = pooled[i]!;
    if (i >= from && i < to) below++;
  }
  return sums;
}

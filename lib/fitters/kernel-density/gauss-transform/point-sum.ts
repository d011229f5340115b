import { exponential, halvings, negligibleLogarithm, rootsOfTwo } from "../../gaussian-mixture/exponential";
import type { SourceBoxes } from "./source-boxes";
import { stepsPerUnit, taylorTerms } from "./truncation";

/** Boxes from `first` to before `end`. */
export interface BoxRange {
  readonly first: number;
  readonly end: number;
}

/**
 * Boxes that count for targets from `least` to `greatest`. With D the distance from a target to its nearest source, a
 * source further away than √(D² + 2 ln(n / 2⁻⁵²)) adds less than 2⁻⁵² / n of what the nearest adds. Both ends of
 * this reach move with the target in its own direction, since D changes by no more than the target does: so the ends
 * for the two outermost targets are those for all between. Rounding must not push out the nearest source of a very
 * distant target.
 */
export function boxesInReach(boxes: SourceBoxes, least: number, greatest: number): BoxRange {
  const { sources, firsts, lasts } = boxes;
  const [below, above] = [nearestSource(sources, least), nearestSource(sources, greatest)];
  const left = Math.min(least - reach(boxes, least - below), below);
  const right = Math.max(greatest + reach(boxes, greatest - above), above);
  return { first: countBelow(lasts, left), end: countUpTo(firsts, right) };
}

function reach({ sources, unit }: SourceBoxes, toNearest: number): number {
  const nearest = toNearest * unit;
  return Math.sqrt(nearest * nearest + 2 * (Math.log(sources.length) + 52 * Math.LN2)) / unit;
}

/** The nearest of sorted sources. O(log sources). */
export function nearestSource(sources: Float64Array, target: number): number {
  const after = countBelow(sources, target);
  if (after === 0) return sources[0]!;
  const below = sources[after - 1]!;
  return after < sources.length && sources[after]! - target < target - below ? sources[after]! : below;
}

/** How many of sorted numbers are below the limit. */
function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of sorted numbers are not above the limit. */
export function countUpTo(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Σ exp((nearest² − t²) / 2) over the sources of the boxes, t their distance from `base + offset` and `nearest` that of
 * the nearest, both in bandwidths: a sum of which no term is above 1 and one is 1, however far the point is. The
 * point comes in two parts because their sum, rounded, may be too coarse for a small bandwidth.
 *
 * With t the distance from a box's centre and s a source's place in it, exp(−(t − s)²/2) = exp(−t²/2) exp(−s²/2) exp(ts);
 * the last factor is a Taylor polynomial in ts, whose coefficients summed over the sources are the box's moments.
 */
export function scaledSum(
  boxes: SourceBoxes,
  range: BoxRange,
  base: number,
  offset: number,
  nearest: number,
): number {
  const { unit, centres, halfWidths, momentsAt } = boxes;
  let sum = 0;
  for (let box = range.first; box < range.end; box++) {
    const t = (base - centres[box]! + offset) * unit;
    const step = Math.ceil(stepsPerUnit * Math.abs(t) * halfWidths[box]!);
    if (momentsAt[box]! < 0 || step >= taylorTerms.length) {
      sum += sumOneByOne(boxes, box, base, offset, nearest);
    } else {
      const below = 0.5 * (nearest - t) * (nearest + t);
      if (below < negligibleLogarithm) continue;
      sum += Math.exp(below) * polynomial(boxes.moments, momentsAt[box]!, taylorTerms[step]!, t);
    }
  }
  return sum;
}

function sumOneByOne(
  { sources, starts, unit }: SourceBoxes,
  box: number,
  base: number,
  offset: number,
  nearest: number,
): number {
  let sum = 0;
  for (let i = starts[box]!; i < starts[box + 1]!; i++) {
    const t = (base - sources[i]! + offset) * unit;
    const below = 0.5 * (nearest - t) * (nearest + t);
    if (below > negligibleLogarithm) sum += exponential(below, rootsOfTwo, halvings);
  }
  return sum;
}

/** Even and odd powers apart: two short chains of multiplications run side by side. */
function polynomial(coefficients: Float64Array, at: number, terms: number, t: number): number {
  const square = t * t;
  let even = 0;
  let odd = 0;
  for (let k = at + ((terms - 1) | 1); k > at; k -= 2) {
    odd = odd * square + coefficients[k]!;
    even = even * square + coefficients[k - 1]!;
  }
  return even + t * odd;
}

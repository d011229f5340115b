import { type BoxRange, boxesInReach, nearestSource, scaledSum } from "./point-sum";
import type { SourceBoxes } from "./source-boxes";
import { interpolationNodes, stepsPerUnit } from "./truncation";

/**
 * The logarithm of the sum on a box of targets. With a the place of a target from the box's centre and `tilt` the
 * centre's from the middle of the sources in reach, in bandwidths, the sum is
 * exp(height − a (tilt + a / 2)) Σ_j c_j T_j(u), u the place from −1 to 1. That factor out, it is a sum of
 * exponentials of u with positive weights, which few nodes determine to all digits.
 */
export interface Interpolant {
  readonly centre: number;
  readonly halfWidth: number;
  readonly tilt: number;
  readonly height: number;
  readonly coefficients: Float64Array;
}

/** Nodes that the targets from `least` to `greatest` need; undefined when they are too many to be of use. */
export function nodesNeeded(
  boxes: SourceBoxes,
  range: BoxRange,
  least: number,
  greatest: number,
): number | undefined {
  const sourceSpan = (boxes.lasts[range.end - 1]! - boxes.firsts[range.first]!) * boxes.unit;
  const exponent = (sourceSpan / 2) * ((greatest - least) / 2) * boxes.unit;
  return interpolationNodes[Math.ceil(exponent * stepsPerUnit * (1 + 2 ** -40))];
}

/**
 * The interpolant for targets from `least` to `greatest`, or undefined where `count` single sums are quicker, or where
 * distances are so large that no digit of the terms is left.
 */
export function interpolantFor(
  boxes: SourceBoxes,
  least: number,
  greatest: number,
  count: number,
): Interpolant | undefined {
  if (!(greatest > least)) return undefined;
  const range = boxesInReach(boxes, least, greatest);
  const nodes = nodesNeeded(boxes, range, least, greatest);
  if (nodes === undefined || count <= nodes) return undefined;
  const centre = least + (greatest - least) / 2;
  const halfWidth = Math.max(centre - least, greatest - centre);
  const first = boxes.firsts[range.first]!;
  const middleOfSources = first + (boxes.lasts[range.end - 1]! - first) / 2;
  const tilt = (centre - middleOfSources) * boxes.unit;
  const logarithms = Float64Array.from({ length: nodes }, (_, node) => {
    const offset = halfWidth * Math.cos(((node + 0.5) * Math.PI) / nodes);
    const place = offset * boxes.unit;
    return logSumAtNode(boxes, range, centre, offset) + place * (tilt + place / 2);
  });
  if (!logarithms.every(Number.isFinite)) return undefined;
  const height = logarithms[nodes >> 1]!;
  const coefficients = chebyshevCoefficients(logarithms.map((logarithm) => Math.exp(logarithm - height)));
  return { centre, halfWidth, tilt, height, coefficients };
}

function logSumAtNode(boxes: SourceBoxes, range: BoxRange, centre: number, offset: number): number {
  const nearest = (centre - nearestSource(boxes.sources, centre + offset) + offset) * boxes.unit;
  return Math.log(scaledSum(boxes, range, centre, offset, nearest)) - 0.5 * nearest * nearest;
}

/** Coefficients of the polynomial through values at the nodes cos((k + ½) π / q). O(q²). */
function chebyshevCoefficients(values: Float64Array): Float64Array {
  const nodes = values.length;
  const cosines = Float64Array.from({ length: 4 * nodes }, (_, i) => Math.cos((i * Math.PI) / (2 * nodes)));
  return Float64Array.from({ length: nodes }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < nodes; k++) sum += values[k]! * cosines[(j * (2 * k + 1)) % (4 * nodes)]!;
    return (sum * (j === 0 ? 1 : 2)) / nodes;
  });
}

/** The logarithm at a target of the interpolant's box, by Clenshaw's recurrence. */
export function interpolate(
  { centre, halfWidth, tilt, height, coefficients }: Interpolant,
  unit: number,
  target: number,
): number {
  const twice = (2 * (target - centre)) / halfWidth;
  let next = 0;
  let afterNext = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const value = coefficients[j]! + twice * next - afterNext;
    afterNext = next;
    next = value;
  }
  const place = (target - centre) * unit;
  return Math.log(coefficients[0]! + 0.5 * twice * next - afterNext) + height - place * (tilt + place / 2);
}

import type { Points } from "../../data/points";
import { columnMeans } from "../../fitters/multivariate-gaussian";
import { createDistanceKernel, type DistanceKernel, panelExtras, panelPoints } from "./distance-kernel";

/** Points as the search for neighbours wants them; all in one unit of length, a power of two. */
export interface PackedPoints {
  readonly rows: number;
  readonly columns: number;
  /** The points in that unit, exactly: row-major. */
  readonly values: Float64Array;
  /** Squared distance of each point from the common centre. */
  readonly squares: Float64Array;
  /** Squared limit of each point: pairs further apart than the limits of both are passed over. */
  readonly limits: Float64Array;
  readonly kernel: DistanceKernel;
  /** Where the panels begin in the kernel's memory, and how long one is, in floats. */
  readonly at: number;
  readonly stride: number;
}

/** Half the distance between 1 and the next single-precision number: the relative error of rounding. */
export const rounding = 2 ** -24;

/** More than sums over the columns lose where their terms are too small for single precision. */
export function vanishing(columns: number): number {
  return (columns + 8) * 2 ** -126;
}

/** Copies two sets of points of the same columns into the memory of one kernel. O(rows × columns). */
export function packTwo(caller: string, first: Points, second: Points): [PackedPoints, PackedPoints] {
  const unit = unitOf(first, second);
  const scaled = [first, second].map(({ values, rows, columns }) => ({
    ...{ rows, columns },
    values: values.map((value) => value / unit),
  })) as [Points, Points];
  const [a, b] = scaled.map(columnMeans);
  const centre = a!.map((mean, c) => (mean + b![c]!) / 2);
  const stride = (first.columns + panelExtras) * panelPoints;
  const lengths = scaled.map(({ rows }) => Math.ceil(rows / panelPoints) * stride);
  const kernel = createDistanceKernel(caller, lengths[0]! + lengths[1]!);
  return [
    pack(scaled[0], centre, kernel, kernel.firstPanel),
    pack(scaled[1], centre, kernel, kernel.firstPanel + lengths[0]!),
  ];
}

/** The power of two that brings every coordinate into [−2, 2], so that no square overflows or vanishes. */
export function unitOf(...sets: Points[]): number {
  let largest = 0;
  for (const { values } of sets) for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest === 0 ? 1 : 2 ** Math.max(-1000, Math.floor(Math.log2(largest)));
}

function pack(points: Points, centre: Float64Array, kernel: DistanceKernel, at: number): PackedPoints {
  const { values, rows, columns } = points;
  const stride = (columns + panelExtras) * panelPoints;
  const squares = new Float64Array(rows);
  const limits = new Float64Array(rows).fill(Infinity);
  const packed = { rows, columns, values, squares, limits, kernel, at, stride };
  const { floats } = kernel;
  for (let row = 0; row < rows; row++) {
    let slot = firstCoordinate(packed, row);
    for (let c = 0; c < columns; c++, slot += panelPoints) {
      const value = values[row * columns + c]! - centre[c]!;
      floats[slot] = value;
      squares[row]! += value * value;
    }
    floats[slot] = lowerHalf(squares[row]!, columns);
    floats[slot + panelPoints] = Infinity;
  }
  // An infinite norm keeps the empty places of the last panel from being near to anything.
  for (let row = rows; row % panelPoints !== 0; row++) {
    floats[firstCoordinate(packed, row) + columns * panelPoints] = Infinity;
  }
  return packed;
}

/** First coordinate of a row in the kernel's memory. */
export function firstCoordinate({ at, stride }: PackedPoints, row: number): number {
  return at + Math.floor(row / panelPoints) * stride + (row % panelPoints);
}

/** Sets the squared limit of one point, rounded up where the kernel compares. */
export function setLimit(points: PackedPoints, row: number, squaredLimit: number): void {
  points.limits[row] = squaredLimit;
  const slot = firstCoordinate(points, row) + (points.columns + 1) * panelPoints;
  points.kernel.floats[slot] = (squaredLimit / 2) * (1 + 4 * rounding);
}

/**
 * Half a squared norm, lowered by what single precision can lose of x·y and of the differences after it. Each of
 * the terms loses at most `columns + 7` roundings of Σ|x||y| ≤ (‖x‖² + ‖y‖²)/2, or all of a number below 2⁻¹²⁶:
 * so the kernel's g is never below minus half the true squared distance.
 */
function lowerHalf(square: number, columns: number): number {
  return (square / 2) * (1 - (columns + 16) * rounding) - vanishing(columns);
}

/** Squared distance of two points, in double precision; the same for (i, j) and (j, i). O(columns). */
export function squaredDistance(left: PackedPoints, i: number, right: PackedPoints, j: number): number {
  const { values, columns } = left;
  const others = right.values;
  const at = i * columns;
  const otherAt = j * columns;
  let even = 0;
  let odd = 0;
  let c = 0;
  for (; c + 1 < columns; c += 2) {
    const first = values[at + c]! - others[otherAt + c]!;
    const second = values[at + c + 1]! - others[otherAt + c + 1]!;
    even += first * first;
    odd += second * second;
  }
  if (c < columns) {
    const last = values[at + c]! - others[otherAt + c]!;
    even += last * last;
  }
  return even + odd;
}

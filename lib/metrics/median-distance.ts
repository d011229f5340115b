import statistics = require("simple-statistics");

import type { Points } from "../data/points";
import { type Cloud, checkedClouds } from "./clouds";

/** Points at most whose distances are all measured: two million numbers. */
const mostPoints = 2000;

/**
 * Median Euclidean distance between two different points of both sets together, in data units: the usual bandwidth
 * of a Gaussian kernel (Gretton et al. 2012, JMLR 13, §8). Exact up to 2,000 points; of more, 2,000 are taken at
 * equal steps through the rows, which gives the median within one or two per cent. O(2000² × columns) at most.
 * @throws RangeError when a set is empty, a number is not finite, columns differ, or the median is 0 because at
 *   least half of the pairs coincide
 *
 * @example
 * import { medianDistance } from "model-collapse";
 * medianDistance([0, 1], [3]); // → 2
 */
export function medianDistance(x: Cloud, y: Cloud): number {
  const [first, second] = checkedClouds("medianDistance", x, y, 1);
  return medianOfDistances("medianDistance", first, second);
}

/** The same for points that were checked. */
export function medianOfDistances(caller: string, first: Points, second: Points): number {
  const { columns } = first;
  const points = evenlySpacedRows(first, second);
  const rows = points.length / columns;
  if (rows < 2) throw new RangeError(`${caller} needs at least 2 points for a median distance, got ${rows}`);
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  for (let i = 1; i < rows; i++) {
    for (let j = 0; j < i; j++) distances[at++] = distanceBetween(points, columns, i, j);
  }
  const median = medianInPlace(distances);
  if (median > 0) return median;
  throw new RangeError(
    `${caller} needs points whose median distance is above 0: at least half of all pairs coincide. ` +
      "Give the bandwidth as a number, in data units",
  );
}

function evenlySpacedRows(first: Points, second: Points): Float64Array {
  const { columns } = first;
  const rows = first.rows + second.rows;
  const count = Math.min(rows, mostPoints);
  const chosen = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * rows) / count);
    const [set, at] = row < first.rows ? [first, row] : [second, row - first.rows];
    chosen.set(set.values.subarray(at * columns, (at + 1) * columns), i * columns);
  }
  return chosen;
}

function distanceBetween(points: Float64Array, columns: number, i: number, j: number): number {
  if (columns === 1) return Math.abs(points[i]! - points[j]!);
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += (points[i * columns + c]! - points[j * columns + c]!) ** 2;
  return Math.sqrt(sum);
}

/** The middle number, or the mean of the middle two; brings the numbers out of order. O(n). */
function medianInPlace(values: Float64Array): number {
  const upper = values.length >> 1;
  statistics.quickselect(values as unknown as number[], upper);
  if (values.length % 2 === 1) return values[upper]!;
  let lower = values[0]!;
  for (let i = 1; i < upper; i++) lower = Math.max(lower, values[i]!);
  return (lower + values[upper]!) / 2;
}

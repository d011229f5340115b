import type { Points } from "../../data/points";
import { type Cloud, checkedClouds } from "../clouds";

export interface TransportWeights {
  /** How much each point of x weighs; only ratios count. Default all alike. */
  readonly xWeights?: ArrayLike<number>;
  /** The same for y. */
  readonly yWeights?: ArrayLike<number>;
}

/** One side of a transport problem: points that all weigh something. */
export interface WeightedPoints {
  readonly points: Points;
  /** What each weighs: positive. */
  readonly masses: Float64Array;
  /** Which row of the cloud each point is. */
  readonly rows: Int32Array;
}

export interface WeightedClouds {
  readonly x: WeightedPoints;
  readonly y: WeightedPoints;
  /** What all of x weighs, and all of y. */
  readonly total: number;
  /** Length of a unit, a power of two: in it no power of a distance overflows that does not have to. */
  readonly unit: number;
}

/**
 * Two clouds in one unit of length, their points with masses. Without weights masses are whole numbers, so that sums
 * of them are exact; with weights the total is 1. Points that weigh nothing are left out. O(rows × columns).
 * @throws RangeError naming the caller, the need and what came
 */
export function weightedClouds(
  caller: string,
  x: Cloud,
  y: Cloud,
  weights: TransportWeights,
): WeightedClouds {
  const [first, second] = checkedClouds(caller, x, y);
  const unit = unitOf(caller, first, second);
  const { xWeights, yWeights } = weights;
  if (xWeights === undefined && yWeights === undefined) {
    const shared = greatestDivisor(first.rows, second.rows);
    const [ofX, ofY] = [second.rows / shared, first.rows / shared];
    const total = first.rows * ofX;
    return { x: alike(first, unit, ofX), y: alike(second, unit, ofY), total, unit };
  }
  return {
    x: weighted(caller, "xWeights", first, unit, xWeights),
    y: weighted(caller, "yWeights", second, unit, yWeights),
    ...{ total: 1, unit },
  };
}

/** The power of two next below the largest side of the box around both clouds. */
export function unitOf(caller: string, x: Points, y: Points): number {
  let largest = 0;
  for (let c = 0; c < x.columns; c++) {
    let [least, greatest] = [Infinity, -Infinity];
    for (const { values, columns } of [x, y]) {
      for (let at = c; at < values.length; at += columns) {
        least = Math.min(least, values[at]!);
        greatest = Math.max(greatest, values[at]!);
      }
    }
    largest = Math.max(largest, greatest - least);
  }
  if (largest === Infinity) {
    throw new RangeError(`${caller} needs distances below 1.8e308: divide all coordinates by a large number`);
  }
  return largest === 0 ? 1 : 2 ** Math.max(-1000, Math.floor(Math.log2(largest)));
}

/** The points in another unit of length. */
export function inUnits({ values, rows, columns }: Points, unit: number): Points {
  return { values: values.map((value) => value / unit), rows, columns };
}

function alike(points: Points, unit: number, mass: number): WeightedPoints {
  const { rows } = points;
  return {
    points: inUnits(points, unit),
    masses: new Float64Array(rows).fill(mass),
    rows: Int32Array.from({ length: rows }, (_, row) => row),
  };
}

function weighted(
  caller: string,
  name: string,
  points: Points,
  unit: number,
  given: ArrayLike<number> | undefined,
): WeightedPoints {
  const weights = given === undefined ? new Float64Array(points.rows).fill(1) : Float64Array.from(given);
  const sum = checkedSum(caller, name, weights, points.rows);
  const rows = Int32Array.from({ length: points.rows }, (_, row) => row).filter((row) => weights[row]! > 0);
  const { columns } = points;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, at) => {
    values.set(points.values.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return {
    points: inUnits({ values, rows: rows.length, columns }, unit),
    masses: Float64Array.from(rows, (row) => weights[row]! / sum),
    rows,
  };
}

function checkedSum(caller: string, name: string, weights: Float64Array, points: number): number {
  if (weights.length !== points) {
    throw new RangeError(
      `${caller} needs a weight for each point: ${name} has ${weights.length}, not ${points}`,
    );
  }
  const broken = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (broken >= 0) {
    throw new RangeError(
      `${caller} needs weights that are finite and not negative: ${name}[${broken}] is ${weights[broken]}`,
    );
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0 && sum < Infinity)) {
    throw new RangeError(`${caller} needs weights with a finite sum above 0: that of ${name} is ${sum}`);
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

import type { Points } from "../../data/points";
import { exponential, halvings, negligibleLogarithm, rootsOfTwo } from "../gaussian-mixture/exponential";
import { logDeterminant } from "../linear-algebra/cholesky";
import { solveLower } from "../linear-algebra/triangular";
import type { MultivariateKernelDensityModel } from "./model";
import { factorOfSpread } from "./multivariate";

/**
 * Natural logarithm of the density at every point: all pairs, in coordinates in which the kernel is round. Terms below
 * exp(−100) of the largest are left out. O(n m columns) time, O(n + m) memory beside the data.
 * @throws RangeError naming the caller when the kernel's covariance is singular
 */
export function multivariateLogSums(
  caller: string,
  model: MultivariateKernelDensityModel,
  at: Points,
): Float64Array {
  const { centres, kernelCovariance } = model;
  const { rows, columns } = centres;
  const factor = factorOfSpread(kernelCovariance, columns);
  if (!factor) throw noDensity(caller);
  const origin = centres.values.subarray(0, columns);
  const sources = roundCoordinates(centres, factor, origin);
  const targets = roundCoordinates(at, factor, origin);
  const scale = Math.log(rows) + 0.5 * (columns * Math.log(2 * Math.PI) + logDeterminant(factor, columns));
  const halfSquares = new Float64Array(rows);
  return Float64Array.from({ length: at.rows }, (_, target) => {
    const nearest = fillHalfSquares(sources, targets, columns, target * columns, halfSquares);
    return nearest === Infinity ? -Infinity : Math.log(sumBeside(halfSquares, nearest)) - nearest - scale;
  });
}

/** L⁻¹ (x − origin), coordinate after coordinate of every point. */
function roundCoordinates(
  { values, columns }: Points,
  factor: Float64Array,
  origin: Float64Array,
): Float64Array {
  const round = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += columns) {
    for (let c = 0; c < columns; c++) round[at + c] = values[at + c]! - origin[c]!;
    solveLower(factor, columns, round.subarray(at, at + columns));
  }
  return round;
}

/** Half of every squared distance to the target; returns the least. */
function fillHalfSquares(
  sources: Float64Array,
  targets: Float64Array,
  columns: number,
  targetAt: number,
  halfSquares: Float64Array,
): number {
  let least = Infinity;
  for (let row = 0, at = 0; row < halfSquares.length; row++) {
    let square = 0;
    for (let c = 0; c < columns; c++, at++) {
      const difference = sources[at]! - targets[targetAt + c]!;
      square += difference * difference;
    }
    halfSquares[row] = square / 2;
    if (square / 2 < least) least = square / 2;
  }
  return least;
}

function sumBeside(halfSquares: Float64Array, nearest: number): number {
  let sum = 0;
  for (let row = 0; row < halfSquares.length; row++) {
    const below = nearest - halfSquares[row]!;
    if (below > negligibleLogarithm) sum += exponential(below, rootsOfTwo, halvings);
  }
  return sum;
}

function noDensity(caller: string): RangeError {
  return new RangeError(
    `${caller} needs a kernel that spreads in every direction, but its covariance is singular: the model has no density`,
  );
}

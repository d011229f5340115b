import type { Points } from "../data/points";
import { checkNoConstantColumn, checkPoints } from "./checks";

/** A normal distribution in `dimensions` dimensions. */
export interface MultivariateGaussianModel {
  readonly dimensions: number;
  readonly mean: Float64Array;
  /** Row-major, dimensions × dimensions, symmetric. */
  readonly covariance: Float64Array;
}

export interface MultivariateGaussianOptions {
  /** Divide by n − 1. Default: divide by n, the maximum-likelihood estimate. */
  readonly unbiased?: boolean;
}

/**
 * Gaussian with the mean and the covariance of the points; the covariance divides by n (maximum likelihood)
 * or, with `unbiased`, by n − 1. With fewer points than dimensions + 1 the covariance is singular, which is
 * no error: samples then stay in the subspace of the points. Two passes, O(rows × columns²).
 * @throws RangeError for fewer than two rows, a number that is not finite, or a constant column
 */
export function fitMultivariateGaussian(
  points: Points,
  options: MultivariateGaussianOptions = {},
): MultivariateGaussianModel {
  checkPoints("fitMultivariateGaussian", points, 2);
  checkNoConstantColumn("fitMultivariateGaussian", points);
  return multivariateMoments(points, options.unbiased ?? false);
}

/** The same without any check, for chains: identical points give exactly that point and zero covariance. */
export function multivariateMoments(points: Points, unbiased: boolean): MultivariateGaussianModel {
  const { rows, columns } = points;
  const mean = columnMeans(points);
  const covariance = scatterAbout(points, mean);
  const divisor = unbiased && rows > 1 ? rows - 1 : rows;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      covariance[i * columns + j]! /= divisor;
      covariance[j * columns + i] = covariance[i * columns + j]!;
    }
  }
  return { dimensions: columns, mean, covariance };
}

/**
 * Mean of every column. Sums deviations from the first row, so that a column of equal numbers has exactly
 * that number as its mean. O(rows × columns).
 */
export function columnMeans({ values, rows, columns }: Points): Float64Array {
  const mean = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let c = 0; c < columns; c++) mean[c]! += values[at + c]! - values[c]!;
  }
  for (let c = 0; c < columns; c++) mean[c] = values[c]! + mean[c]! / rows;
  return mean;
}

/** Rows whose products are added while an entry is at hand: the order of sums is that of one row after the other. */
const rowsAtOnce = 8;

/** Lower triangle of Σ (x − centre)(x − centre)ᵀ over the points, row-major. O(rows × columns² / 2). */
export function scatterAbout({ values, rows, columns }: Points, centre: Float64Array): Float64Array {
  const scatter = new Float64Array(columns * columns);
  /** Column after column, eight rows each. */
  const deviations = new Float64Array(rowsAtOnce * columns);
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - first);
    // Behind the last row deviations of 0 add nothing.
    if (count < rowsAtOnce) deviations.fill(0);
    for (let r = 0; r < count; r++) {
      const at = (first + r) * columns;
      for (let c = 0; c < columns; c++) deviations[c * rowsAtOnce + r] = values[at + c]! - centre[c]!;
    }
    addProducts(scatter, deviations, columns);
  }
  return scatter;
}

/** Adds the products of eight rows of deviations to a lower triangle. */
function addProducts(scatter: Float64Array, d: Float64Array, columns: number): void {
  for (let i = 0; i < columns; i++) {
    const left = i * rowsAtOnce;
    const [a0, a1, a2, a3] = [d[left]!, d[left + 1]!, d[left + 2]!, d[left + 3]!];
    const [a4, a5, a6, a7] = [d[left + 4]!, d[left + 5]!, d[left + 6]!, d[left + 7]!];
    for (let j = 0, at = i * columns, k = 0; j <= i; j++, at++, k += rowsAtOnce) {
      let sum = scatter[at]! + a0 * d[k]! + a1 * d[k + 1]! + a2 * d[k + 2]! + a3 * d[k + 3]!;
      sum = sum + a4 * d[k + 4]! + a5 * d[k + 5]! + a6 * d[k + 6]! + a7 * d[k + 7]!;
      scatter[at] = sum;
    }
  }
}

import { blockedCholesky } from "./blocked-cholesky";

/**
 * Matrices are row-major `order × order` Float64Arrays. Only the lower triangle of a symmetric matrix is read.
 */

/** Order from which a factorisation by blocks is quicker. */
const worthBlocks = 128;

/**
 * Writes the lower-triangular factor L of a symmetric positive-definite matrix, L Lᵀ = matrix, into `factor`
 * (entries above the diagonal become 0; `factor` may be the matrix itself). Returns false, with `factor`
 * unusable, when the matrix is not positive definite. O(order³ / 3); a matrix of order 2,000 takes half a second.
 */
export function choleskyInto(matrix: Float64Array, order: number, factor: Float64Array): boolean {
  if (order >= worthBlocks) {
    if (factor !== matrix) factor.set(matrix.subarray(0, order * order));
    return blockedCholesky(factor, order);
  }
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * order + j]!;
      for (let p = 0; p < j; p++) rest -= factor[i * order + p]! * factor[j * order + p]!;
      if (i !== j) factor[i * order + j] = rest / factor[j * order + j]!;
      else if (rest > 0 && rest < Infinity) factor[i * order + i] = Math.sqrt(rest);
      else return false;
    }
    factor.fill(0, i * order + i + 1, (i + 1) * order);
  }
  return true;
}

/**
 * Lower-triangular L with L Lᵀ = matrix.
 * @throws RangeError when the matrix is not positive definite
 */
export function cholesky(matrix: Float64Array, order: number): Float64Array {
  const factor = new Float64Array(order * order);
  if (!choleskyInto(matrix, order, factor)) {
    throw new RangeError(
      `cholesky needs a positive-definite ${order} × ${order} matrix. ` +
        "Add a small number to its diagonal, or use semidefiniteCholesky when it may be singular",
    );
  }
  return factor;
}

/**
 * Lower-triangular L with L Lᵀ = matrix for a positive *semi*-definite matrix, such as the covariance of
 * fewer points than dimensions: a pivot below 4 × order × 2⁻⁵² × its diagonal entry is rounding error, and its
 * column becomes 0. O(order³ / 3).
 */
export function semidefiniteCholesky(matrix: Float64Array, order: number): Float64Array {
  const factor = new Float64Array(order * order);
  for (let j = 0; j < order; j++) {
    const diagonal = matrix[j * order + j]!;
    let pivot = diagonal;
    for (let p = 0; p < j; p++) pivot -= factor[j * order + p]! ** 2;
    if (pivot <= 4 * order * Number.EPSILON * diagonal) continue;
    const root = Math.sqrt(pivot);
    factor[j * order + j] = root;
    for (let i = j + 1; i < order; i++) {
      let rest = matrix[i * order + j]!;
      for (let p = 0; p < j; p++) rest -= factor[i * order + p]! * factor[j * order + p]!;
      factor[i * order + j] = rest / root;
    }
  }
  return factor;
}

/** Natural logarithm of the determinant of L Lᵀ. */
export function logDeterminant(factor: Float64Array, order: number): number {
  let sum = 0;
  for (let i = 0; i < order; i++) sum += Math.log(factor[i * order + i]!);
  return 2 * sum;
}

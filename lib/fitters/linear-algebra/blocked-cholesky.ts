import { addRowProducts, matrixView } from "./matrix-product";
import { createProductKernel } from "./product-kernel";

/** Columns that are factored at a time. */
const blockColumns = 64;

/**
 * Cholesky factor of a large matrix in place, block of columns after block: nearly all of the work is products of blocks.
 * Reads the lower triangle; entries above the diagonal become 0. Returns false when the matrix is not positive definite.
 */
export function blockedCholesky(matrix: Float64Array, order: number): boolean {
  const kernel = createProductKernel();
  for (let first = 0; first < order; first += blockColumns) {
    const columns = Math.min(blockColumns, order - first);
    const done = matrixView(matrix, order - first, first, order, first * order);
    const target = matrixView(matrix, order - first, columns, order, first * order + first);
    if (first > 0) addRowProducts(kernel, done, { ...done, rows: columns }, -1, target);
    if (!factorColumns(matrix, order, first, first + columns)) return false;
  }
  for (let i = 0; i < order; i++) matrix.fill(0, i * order + i + 1, (i + 1) * order);
  return true;
}

/** Factors columns from `first` to before `end`, from which those before have been subtracted, in all rows below. */
function factorColumns(matrix: Float64Array, order: number, first: number, end: number): boolean {
  for (let i = first; i < order; i++) {
    const row = i * order;
    for (let j = first; j < end && j <= i; j++) {
      const other = j * order;
      let rest = matrix[row + j]!;
      for (let p = first; p < j; p++) rest -= matrix[row + p]! * matrix[other + p]!;
      if (i !== j) matrix[row + j] = rest / matrix[other + j]!;
      else if (rest > 0 && rest < Infinity) matrix[row + j] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}

/** Solves L x = right side in place, by forward substitution. O(order²). */
export function solveLower(factor: Float64Array, order: number, rightSide: Float64Array): Float64Array {
  for (let i = 0; i < order; i++) {
    let rest = rightSide[i]!;
    for (let j = 0; j < i; j++) rest -= factor[i * order + j]! * rightSide[j]!;
    rightSide[i] = rest / factor[i * order + i]!;
  }
  return rightSide;
}

/** Solves Lᵀ x = right side in place, by backward substitution. O(order²). */
export function solveLowerTransposed(
  factor: Float64Array,
  order: number,
  rightSide: Float64Array,
): Float64Array {
  for (let i = order - 1; i >= 0; i--) {
    let rest = rightSide[i]!;
    for (let j = i + 1; j < order; j++) rest -= factor[j * order + i]! * rightSide[j]!;
    rightSide[i] = rest / factor[i * order + i]!;
  }
  return rightSide;
}

/** Solves L Lᵀ x = right side in place, L from `cholesky`. O(order²). */
export function solveCholesky(factor: Float64Array, order: number, rightSide: Float64Array): Float64Array {
  return solveLowerTransposed(factor, order, solveLower(factor, order, rightSide));
}

/**
 * Solves L Lᵀ X = right sides in place for `count` right sides, the columns of a row-major order × count matrix: row by
 * row of the factor, so that a large one is read in the order in which it lies. O(order² × count).
 */
export function solveCholeskyColumns(
  factor: Float64Array,
  order: number,
  rightSides: Float64Array,
  count: number,
): Float64Array {
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < i; j++) subtractRow(rightSides, i, j, count, factor[i * order + j]!);
    for (let c = 0; c < count; c++) rightSides[i * count + c]! /= factor[i * order + i]!;
  }
  for (let i = order - 1; i >= 0; i--) {
    for (let c = 0; c < count; c++) rightSides[i * count + c]! /= factor[i * order + i]!;
    for (let j = 0; j < i; j++) subtractRow(rightSides, j, i, count, factor[i * order + j]!);
  }
  return rightSides;
}

/** Row i loses a multiple of row j. */
function subtractRow(matrix: Float64Array, i: number, j: number, columns: number, multiple: number): void {
  const to = i * columns;
  const from = j * columns;
  for (let c = 0; c < columns; c++) matrix[to + c]! -= multiple * matrix[from + c]!;
}

/**
 * Writes L⁻¹ packed by rows (row i holds its i + 1 entries) from `offset` on: what turns deviations into
 * independent standard ones, z = L⁻¹ (x − mean), without a division per point. O(order³ / 6).
 */
export function packInverseLower(
  factor: Float64Array,
  order: number,
  packed: Float64Array,
  offset: number,
): void {
  for (let j = 0; j < order; j++) {
    packed[offset + rowStart(j) + j] = 1 / factor[j * order + j]!;
    for (let i = j + 1; i < order; i++) {
      let rest = 0;
      for (let p = j; p < i; p++) rest -= factor[i * order + p]! * packed[offset + rowStart(p) + j]!;
      packed[offset + rowStart(i) + j] = rest / factor[i * order + i]!;
    }
  }
}

/** Where row i of a packed lower triangle starts. */
export function rowStart(row: number): number {
  return (row * (row + 1)) / 2;
}

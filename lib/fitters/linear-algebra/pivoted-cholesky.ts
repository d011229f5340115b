/** A positive semi-definite matrix as F Fᵀ. */
export interface SemidefiniteFactor {
  /** Row-major, order × rank. */
  readonly factor: Float64Array;
  readonly rank: number;
}

/**
 * F with F Fᵀ = matrix, and no more columns than the matrix has rank: a Cholesky factor whose rows stay in
 * place while the pivots are taken in the order of what is left of their diagonal entries. Entries are
 * compared relative to their diagonal, so that columns of data in small units count like others; a pivot below
 * 4 × order × 2⁻⁵² of its entry is rounding error. Unlike `semidefiniteCholesky` it is stable whatever the
 * order of rows. Only the lower triangle is read. O(order² × rank).
 */
export function pivotedCholesky(matrix: Float64Array, order: number): SemidefiniteFactor {
  const scales = Float64Array.from({ length: order }, (_, i) => Math.sqrt(matrix[i * order + i]!));
  const left = scales.map((scale) => (scale > 0 ? 1 : 0));
  const rows = new Float64Array(order * order);
  const limit = 4 * order * Number.EPSILON;
  let rank = 0;
  for (; rank < order; rank++) {
    const pivot = indexOfLargest(left);
    if (left[pivot]! <= limit) break;
    const root = Math.sqrt(left[pivot]!);
    left[pivot] = 0;
    rows[pivot * order + rank] = root;
    for (let i = 0; i < order; i++) {
      if (left[i]! === 0) continue;
      const entry = matrix[i > pivot ? i * order + pivot : pivot * order + i]!;
      let rest = entry / (scales[i]! * scales[pivot]!);
      for (let p = 0; p < rank; p++) rest -= rows[i * order + p]! * rows[pivot * order + p]!;
      const value = rest / root;
      rows[i * order + rank] = value;
      left[i] = Math.max(0, left[i]! - value * value);
    }
  }
  const factor = new Float64Array(order * rank);
  for (let i = 0; i < order; i++) {
    for (let p = 0; p < rank; p++) factor[i * rank + p] = scales[i]! * rows[i * order + p]!;
  }
  return { factor, rank };
}

function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[largest]!) largest = i;
  return largest;
}

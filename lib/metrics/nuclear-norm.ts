import { bidiagonalize } from "../fitters/linear-algebra/bidiagonal";
import { tridiagonalEigenvalues } from "../fitters/linear-algebra/tridiagonal-eigenvalues";

/**
 * Sum of the singular values of a row-major matrix. They are those of a bidiagonal matrix B, and these the
 * eigenvalues ± of a tridiagonal one, [0 Bᵀ; B 0] with its rows in turn (Golub & Kahan 1965): no product of
 * matrices is formed, so that each singular value is within rounding of the largest, not of its square. O(rows
 * × columns × the smaller of both): 512 × 512 in a fraction of a second.
 */
export function nuclearNorm(matrix: Float64Array, rows: number, columns: number = rows): number {
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  const tall = rows >= columns;
  const scaled = (tall ? matrix : transposed(matrix, rows, columns)).map((value) => value / largest);
  const [longer, shorter] = tall ? [rows, columns] : [columns, rows];
  const { diagonal, above } = bidiagonalize(scaled, longer, shorter);
  const beside = Float64Array.from({ length: 2 * shorter - 1 }, (_, i) =>
    i % 2 === 0 ? diagonal[i / 2]! : above[(i - 1) / 2]!,
  );
  const eigenvalues = tridiagonalEigenvalues(new Float64Array(2 * shorter), beside);
  return (largest / 2) * eigenvalues.reduce((sum, value) => sum + Math.abs(value), 0);
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
}

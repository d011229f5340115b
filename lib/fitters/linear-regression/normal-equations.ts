import { choleskyInto } from "../linear-algebra/cholesky";
import { lowerRowProducts, matrixView, transposed } from "../linear-algebra/matrix-product";

/** XᵀX + ridge, scaled to a unit diagonal and factored: solves any number of right sides. */
export interface NormalEquations {
  readonly columns: number;
  /** Reciprocal root of every diagonal entry: solution = scale · (L Lᵀ)⁻¹ (scale · right side). */
  readonly scale: Float64Array;
  readonly factor: Float64Array;
}

/** Below this a column's scaled pivot, the share of it that the other columns do not explain, is rounding error. */
const leastPivot = 1e-13;

/**
 * Factors the normal equations from the lower triangle of XᵀX, or returns undefined when a column is a
 * combination of the others up to rounding. Columns are scaled first, so their units do not matter.
 */
export function factorNormalEquations(
  gram: Float64Array,
  columns: number,
  ridge: number,
): NormalEquations | undefined {
  const scale = new Float64Array(columns);
  for (let i = 0; i < columns; i++) {
    const diagonal = gram[i * columns + i]! + ridge;
    if (!(diagonal > 0 && diagonal < Infinity)) return undefined;
    scale[i] = 1 / Math.sqrt(diagonal);
  }
  const factor = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) factor[i * columns + j] = gram[i * columns + j]! * scale[i]! * scale[j]!;
    factor[i * columns + i] = 1;
  }
  if (!choleskyInto(factor, columns, factor)) return undefined;
  for (let i = 0; i < columns; i++) if (factor[i * columns + i]! ** 2 < leastPivot) return undefined;
  return { columns, scale, factor };
}

/** Columns from which vector instructions pay for copying the numbers into blocks. */
const worthBlocks = 48;

/**
 * Lower triangle of XᵀX about a centre. Few columns go four rows at a time: a sum is read and written once for four
 * products. O(rows × columns² / 2): 4,000 rows of 2,000 columns take some two seconds.
 */
export function gramMatrix(values: Float64Array, columns: number, centre: Float64Array): Float64Array {
  if (columns >= worthBlocks) {
    const moved = centre.some((mean) => mean !== 0) ? values.map((x, i) => x - centre[i % columns]!) : values;
    return lowerRowProducts(transposed(matrixView(moved, values.length / columns, columns)));
  }
  const gram = new Float64Array(columns * columns);
  const four = new Float64Array(4 * columns);
  for (let at = 0; at < values.length; at += 4 * columns) {
    for (let lane = 0; lane < 4; lane++) {
      const rowAt = at + lane * columns;
      const present = rowAt < values.length;
      for (let c = 0; c < columns; c++) four[4 * c + lane] = present ? values[rowAt + c]! - centre[c]! : 0;
    }
    addFourRows(four, columns, gram);
  }
  return gram;
}

function addFourRows(four: Float64Array, columns: number, gram: Float64Array): void {
  for (let i = 0; i < columns; i++) {
    const a = four[4 * i]!;
    const b = four[4 * i + 1]!;
    const c = four[4 * i + 2]!;
    const d = four[4 * i + 3]!;
    const gramAt = i * columns;
    for (let j = 0; j <= i; j++) {
      const k = 4 * j;
      gram[gramAt + j]! += a * four[k]! + b * four[k + 1]! + (c * four[k + 2]! + d * four[k + 3]!);
    }
  }
}

/** A matrix with entries on its diagonal and the one above it. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
}

/**
 * The bidiagonal matrix with the singular values of a row-major matrix of at least as many rows as columns,
 * which is overwritten: reflections from the left clear the columns, from the right the rows in turn
 * (Householder; Golub & Kahan 1965). O(rows × columns²).
 */
export function bidiagonalize(matrix: Float64Array, rows: number, columns: number): Bidiagonal {
  const diagonal = new Float64Array(columns);
  const above = new Float64Array(Math.max(0, columns - 1));
  const mirror = new Float64Array(rows);
  const products = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    for (let i = k; i < rows; i++) mirror[i] = matrix[i * columns + k]!;
    const left = makeMirror(mirror, k, rows);
    diagonal[k] = left.length;
    reflectColumns(matrix, columns, k, rows, mirror, left.factor, products);
    if (k === columns - 1) break;
    for (let j = k + 1; j < columns; j++) mirror[j] = matrix[k * columns + j]!;
    const right = makeMirror(mirror, k + 1, columns);
    above[k] = right.length;
    reflectRows(matrix, columns, k, rows, mirror, right.factor);
  }
  return { diagonal, above };
}

/**
 * Turns a vector v, entries `start` to `end`, into the normal u of the mirror 1 − factor u uᵀ that maps v onto
 * its first axis, at `length` (which has a sign: the one that loses no digits).
 */
function makeMirror(v: Float64Array, start: number, end: number): { length: number; factor: number } {
  let tail = 0;
  for (let i = start + 1; i < end; i++) tail += v[i]! * v[i]!;
  const first = v[start]!;
  if (tail === 0) return { length: first, factor: 0 };
  const length = (first > 0 ? -1 : 1) * Math.sqrt(first * first + tail);
  v[start] = first - length;
  return { length, factor: 2 / (v[start]! ** 2 + tail) };
}

function reflectColumns(
  matrix: Float64Array,
  columns: number,
  k: number,
  rows: number,
  mirror: Float64Array,
  factor: number,
  products: Float64Array,
): void {
  if (factor === 0) return;
  products.fill(0);
  for (let i = k; i < rows; i++) {
    const weight = factor * mirror[i]!;
    for (let j = k + 1, at = i * columns + j; j < columns; j++, at++) products[j]! += weight * matrix[at]!;
  }
  for (let i = k; i < rows; i++) {
    const weight = mirror[i]!;
    for (let j = k + 1, at = i * columns + j; j < columns; j++, at++) matrix[at]! -= weight * products[j]!;
  }
}

function reflectRows(
  matrix: Float64Array,
  columns: number,
  k: number,
  rows: number,
  mirror: Float64Array,
  factor: number,
): void {
  if (factor === 0) return;
  for (let i = k + 1; i < rows; i++) {
    let product = 0;
    for (let j = k + 1, at = i * columns + j; j < columns; j++, at++) product += mirror[j]! * matrix[at]!;
    product *= factor;
    for (let j = k + 1, at = i * columns + j; j < columns; j++, at++) matrix[at]! -= product * mirror[j]!;
  }
}

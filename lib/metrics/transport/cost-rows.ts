import type { Points } from "../../data/points";

/** Rows of a matrix that is kept when it is small, else computed row by row when asked for. */
export interface MatrixRows {
  /** Row i; to be read before the next row is asked for. */
  row(i: number): Float64Array;
  readonly isKept: boolean;
}

/** Up to so many numbers are kept: 32 MB. */
export const mostKept = 2 ** 22;

/** A matrix by what fills its rows. Time of one fill a row and, when it is large, a call; memory O(columns) then. */
export function matrixRows(
  rows: number,
  columns: number,
  fill: (i: number, target: Float64Array) => void,
): MatrixRows {
  if (rows * columns > mostKept) {
    const buffer = new Float64Array(columns);
    const row = (i: number): Float64Array => {
      fill(i, buffer);
      return buffer;
    };
    return { row, isKept: false };
  }
  const kept = Array.from({ length: rows }, (_, i) => {
    const target = new Float64Array(columns);
    fill(i, target);
    return target;
  });
  return { row: (i) => kept[i]!, isKept: true };
}

/**
 * What fills a row with the Euclidean distances, to the power of `order`, of one point of x from all points of y.
 * O(rows of y × columns) a row.
 */
export function costFiller(x: Points, y: Points, order: number): (i: number, target: Float64Array) => void {
  const { columns } = x;
  const coordinates = Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: y.rows }, (_, j) => y.values[j * columns + c]!),
  );
  return (i, target) => {
    target.fill(0);
    coordinates.forEach((coordinate, c) => {
      const own = x.values[i * columns + c]!;
      for (let j = 0; j < target.length; j++) {
        const difference = own - coordinate[j]!;
        target[j]! += difference * difference;
      }
    });
    if (order !== 2) raise(target, order);
  };
}

/** Squares become powers of what was squared. */
function raise(squares: Float64Array, order: number): void {
  if (order === 1) for (let j = 0; j < squares.length; j++) squares[j] = Math.sqrt(squares[j]!);
  else for (let j = 0; j < squares.length; j++) squares[j] = squares[j]! ** (order / 2);
}

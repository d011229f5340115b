import type { Points } from "../../data/points";

/**
 * Points in the order of a k-d tree (Bentley 1975; Friedman, Bentley & Finkel 1977). A node is a stretch of rows; its
 * halves, below and above the median of its widest column, are its children; those of node i are 2i + 1 and 2i + 2.
 */
export interface PointTree {
  readonly rows: number;
  readonly columns: number;
  /** The points, row-major, in the order of the tree. */
  readonly values: Float64Array;
  /** Where each came from: row of the set. */
  readonly order: Float64Array;
  /** For each inner node the column that divides it, and the number that does. */
  readonly splitColumns: Float64Array;
  readonly splitValues: Float64Array;
}

/** Stretches this short are leaves: going through them is quicker than dividing them. */
export const leafRows = 12;

/** O(rows log rows × columns). */
export function createPointTree(points: Points): PointTree {
  const { rows, columns } = points;
  const nodes = 2 ** Math.max(0, Math.ceil(Math.log2(rows / leafRows))) - 1;
  const tree: PointTree = {
    rows,
    columns,
    values: points.values.slice(),
    order: Float64Array.from({ length: rows }, (_, i) => i),
    splitColumns: new Float64Array(nodes),
    splitValues: new Float64Array(nodes),
  };
  divide(tree, 0, 0, rows);
  return tree;
}

function divide(tree: PointTree, node: number, from: number, to: number): void {
  const { values, columns, splitColumns, splitValues } = tree;
  if (node >= splitValues.length) return;
  const column = widestColumn(values, columns, from, to);
  const middle = (from + to) >> 1;
  selectMiddle(tree, column, from, to - 1, middle);
  splitColumns[node] = column;
  splitValues[node] = values[middle * columns + column]!;
  divide(tree, 2 * node + 1, from, middle);
  divide(tree, 2 * node + 2, middle, to);
}

function widestColumn(values: Float64Array, columns: number, from: number, to: number): number {
  let widest = 0;
  let width = -1;
  for (let c = 0; c < columns; c++) {
    let [least, most] = [Infinity, -Infinity];
    for (let at = from * columns + c; at < to * columns; at += columns) {
      const value = values[at]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least > width) [widest, width] = [c, most - least];
  }
  return widest;
}

/**
 * Brings the rows `first` to `last` into such an order that before `middle` none is larger in the column than there,
 * and behind it none smaller (Hoare 1961).
 */
function selectMiddle(tree: PointTree, column: number, first: number, last: number, middle: number): void {
  const { values, columns } = tree;
  while (first < last) {
    const pivot = values[((first + last) >> 1) * columns + column]!;
    let [i, j] = [first, last];
    while (i <= j) {
      while (values[i * columns + column]! < pivot) i++;
      while (values[j * columns + column]! > pivot) j--;
      if (i <= j) swapRows(tree, i++, j--);
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}

function swapRows({ values, columns, order }: PointTree, i: number, j: number): void {
  const kept = order[i]!;
  order[i] = order[j]!;
  order[j] = kept;
  for (let c = 0; c < columns; c++) {
    const value = values[i * columns + c]!;
    values[i * columns + c] = values[j * columns + c]!;
    values[j * columns + c] = value;
  }
}

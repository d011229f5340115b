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
export function createPointTree({ values, rows, columns }: Points): PointTree {
  const nodes = 2 ** Math.max(0, Math.ceil(Math.log2(rows / leafRows))) - 1;
  const order = Float64Array.from({ length: rows }, (_, i) => i);
  const splitColumns = new Float64Array(nodes);
  const splitValues = new Float64Array(nodes);
  const divide = (node: number, from: number, to: number): void => {
    if (node >= nodes) return;
    const column = widestColumn(values, columns, order.subarray(from, to));
    const middle = (from + to) >> 1;
    selectMiddle(order, from, to - 1, middle, (i) => values[i * columns + column]!);
    splitColumns[node] = column;
    splitValues[node] = values[order[middle]! * columns + column]!;
    divide(2 * node + 1, from, middle);
    divide(2 * node + 2, middle, to);
  };
  divide(0, 0, rows);
  const ordered = new Float64Array(rows * columns);
  order.forEach((row, place) => {
    ordered.set(values.subarray(row * columns, (row + 1) * columns), place * columns);
  });
  return { rows, columns, values: ordered, order, splitColumns, splitValues };
}

function widestColumn(values: Float64Array, columns: number, rows: Float64Array): number {
  let widest = 0;
  let width = -1;
  for (let c = 0; c < columns; c++) {
    let [least, most] = [Infinity, -Infinity];
    for (const row of rows) {
      const value = values[row * columns + c]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least > width) [widest, width] = [c, most - least];
  }
  return widest;
}

/** Brings `order` from `low` to `high` into such an order that no key before `middle` is larger than its, none behind it smaller (Hoare 1961). */
function selectMiddle(
  order: Float64Array,
  low: number,
  high: number,
  middle: number,
  key: (row: number) => number,
): void {
  let [first, last] = [low, high];
  while (first < last) {
    const pivot = key(order[(first + last) >> 1]!);
    let [i, j] = [first, last];
    while (i <= j) {
      while (key(order[i]!) < pivot) i++;
      while (key(order[j]!) > pivot) j--;
      if (i > j) break;
      const kept = order[i]!;
      order[i++] = order[j]!;
      order[j--] = kept;
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}

import type { Points } from "../../data/points";

/**
 * Rows in an order that keeps neighbours together: halved by rank along the first coordinate, each half along the
 * second, and so on in turn. Two clouds of one shape come in much the same order; in one dimension it is ascending.
 * O(rows log² rows).
 */
export function nestedOrder({ values, rows, columns }: Points): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const halve = (start: number, end: number, column: number): void => {
    if (end - start < 2) return;
    order.subarray(start, end).sort((a, b) => values[a * columns + column]! - values[b * columns + column]!);
    const middle = (start + end) >> 1;
    halve(start, middle, (column + 1) % columns);
    halve(middle, end, (column + 1) % columns);
  };
  halve(0, rows, 0);
  return order;
}

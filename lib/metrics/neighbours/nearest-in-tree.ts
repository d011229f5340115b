import { insertSquare } from "./neighbour-limits";
import type { PointTree } from "./point-tree";

/** Squared distance from a point to its k-th nearest in a tree. */
export interface TreeSearch {
  /**
   * The point is at `at` of `from`; the tree's own row `self`, when there is one, does not count. About O(log rows)
   * in few columns, O(rows × columns) in many.
   */
  squareTo(from: Float64Array, at: number, self: number): number;
}

export function createTreeSearch(tree: PointTree, neighbours: number): TreeSearch {
  const { values, rows, columns, splitColumns, splitValues } = tree;
  const inner = splitValues.length;
  const nearest = new Float64Array(neighbours);
  /** How far the query lies outside the present node, in each column. */
  const outside = new Float64Array(columns);
  const query = new Float64Array(columns);
  let excluded = -1;

  const searchLeaf = (from: number, to: number): void => {
    for (let row = from; row < to; row++) {
      if (row === excluded) continue;
      let square = 0;
      for (let c = 0, at = row * columns; c < columns; c++, at++) {
        const difference = values[at]! - query[c]!;
        square += difference * difference;
      }
      if (square < nearest[neighbours - 1]!) insertSquare(nearest, 0, neighbours, square);
    }
  };

  /** `square` is the squared distance from the query to the node's box, or less. */
  const search = (node: number, from: number, to: number, square: number): void => {
    if (node >= inner) {
      searchLeaf(from, to);
      return;
    }
    const column = splitColumns[node]!;
    const middle = (from + to) >> 1;
    const beyond = query[column]! - splitValues[node]!;
    if (beyond < 0) search(2 * node + 1, from, middle, square);
    else search(2 * node + 2, middle, to, square);
    const before = outside[column]!;
    const further = square - before * before + beyond * beyond;
    if (further >= nearest[neighbours - 1]!) return;
    outside[column] = beyond;
    if (beyond < 0) search(2 * node + 2, middle, to, further);
    else search(2 * node + 1, from, middle, further);
    outside[column] = before;
  };

  return {
    squareTo(from, at, self) {
      for (let c = 0; c < columns; c++) query[c] = from[at + c]!;
      nearest.fill(Infinity);
      excluded = self;
      search(0, 0, rows, 0);
      return nearest[neighbours - 1]!;
    },
  };
}

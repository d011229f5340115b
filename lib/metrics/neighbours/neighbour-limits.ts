import type { BlockRange } from "../pairs/pair-kernel";
import { visitNearPairs } from "./near-pairs";
import { type PackedPoints, setLimit, squaredDistance } from "./packed-points";

/**
 * Sets the limit of every point to the squared distance of its k-th nearest neighbour, itself not counted. The
 * single-precision search only proposes pairs; each is measured in double precision, so the outcome is that of
 * measuring all. About k (1 + ln(rows/k)) pairs a point are. O(rows² × columns / 2).
 */
export function limitToNeighbours(points: PackedPoints, neighbours: number): void {
  const { rows, limits } = points;
  const { nearness } = points.kernel;
  const nearest = new Float64Array(rows * neighbours).fill(Infinity);
  for (let row = 0; row < rows; row++) setLimit(points, row, Infinity);
  const insert = (row: number, square: number): void => {
    insertSquare(nearest, row * neighbours, neighbours, square);
    const limit = nearest[(row + 1) * neighbours - 1]!;
    if (limit < limits[row]!) setLimit(points, row, limit);
  };
  visitNearPairs(points, points, (i, j, at) => {
    const least = -2 * nearness[at]!;
    if (!(least < limits[i]! || least < limits[j]!)) return;
    const square = squaredDistance(points, i, points, j);
    if (square < limits[i]!) insert(i, square);
    if (square < limits[j]!) insert(j, square);
  });
}

/**
 * The same for the rows of a part, and their distances to the k-th nearest point of another set, whose limits are
 * lost. O(rows of the part × other rows × columns).
 */
export function limitToOthers(
  points: PackedPoints,
  others: PackedPoints,
  neighbours: number,
  part: BlockRange,
): void {
  const { limits } = points;
  const { nearness } = points.kernel;
  const nearest = new Float64Array((part.to - part.from) * neighbours).fill(Infinity);
  for (let row = part.from; row < part.to; row++) setLimit(points, row, Infinity);
  for (let row = 0; row < others.rows; row++) setLimit(others, row, 0);
  visitNearPairs(
    points,
    others,
    (i, j, at) => {
      if (-2 * nearness[at]! >= limits[i]!) return;
      const square = squaredDistance(points, i, others, j);
      if (square >= limits[i]!) return;
      insertSquare(nearest, (i - part.from) * neighbours, neighbours, square);
      const limit = nearest[(i - part.from + 1) * neighbours - 1]!;
      if (limit < limits[i]!) setLimit(points, i, limit);
    },
    part,
  );
}

/** Puts a square into the ascending `neighbours` numbers from `start` on, instead of the largest. */
export function insertSquare(nearest: Float64Array, start: number, neighbours: number, square: number): void {
  let at = start + neighbours - 1;
  for (; at > start && nearest[at - 1]! > square; at--) nearest[at] = nearest[at - 1]!;
  nearest[at] = square;
}

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
  const insert = (row: number, square: number): void => {
    const start = row * neighbours;
    let at = start + neighbours - 1;
    for (; at > start && nearest[at - 1]! > square; at--) nearest[at] = nearest[at - 1]!;
    nearest[at] = square;
    const limit = nearest[start + neighbours - 1]!;
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

import type { Points } from "../data/points";
import { checkedSample, checkPoints } from "../fitters/checks";

/** What distances between samples take: points, or numbers as points in one dimension. */
export type Cloud = Points | ArrayLike<number>;

/**
 * Two clouds as points of the same columns. O(rows × columns).
 * @throws TypeError when one is no cloud; RangeError naming the caller when one is empty, a number is not finite, or
 *   the dimensions differ
 */
export function checkedClouds(caller: string, x: Cloud, y: Cloud): [Points, Points] {
  const [first, second] = [checkedCloud(caller, x, 1), checkedCloud(caller, y, 1)];
  if (first.columns !== second.columns) {
    throw new RangeError(
      `${caller} needs points of the same dimensions, got ${first.columns} and ${second.columns} columns`,
    );
  }
  return [first, second];
}

/** One cloud of at least `minimum` points. */
export function checkedCloud(caller: string, cloud: Cloud, minimum: number): Points {
  if (typeof cloud === "object" && cloud !== null && "values" in cloud && "rows" in cloud) {
    checkPoints(caller, cloud as Points, minimum);
    return cloud as Points;
  }
  const values = checkedSample(caller, cloud as ArrayLike<number>, minimum);
  return { values, rows: values.length, columns: 1 };
}

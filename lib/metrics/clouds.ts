import type { Points } from "../data/points";
import { checkedSample, checkPoints } from "../fitters/checks";

/** What distances between samples take: points, or numbers as points in one dimension. */
export type Cloud = Points | ArrayLike<number>;

/** How many points, before they are checked: 0 of what is no cloud at all. */
export function rowsOf(cloud: Cloud): number {
  return (cloud as Points)?.rows ?? (cloud as ArrayLike<number>)?.length ?? 0;
}

export function columnsOf(cloud: Cloud): number {
  return (cloud as Points)?.columns ?? 1;
}

/**
 * Two clouds of at least `minimum` points each, as points of the same columns. O(rows × columns).
 * @throws TypeError when one is no cloud; RangeError naming the caller when one is too small, a number is not finite,
 *   or the dimensions differ
 */
export function checkedClouds(caller: string, x: Cloud, y: Cloud, minimum = 1): [Points, Points] {
  const [first, second] = [checkedCloud(caller, x, minimum), checkedCloud(caller, y, minimum)];
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

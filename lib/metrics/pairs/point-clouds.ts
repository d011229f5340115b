import type { Points } from "../../data/points";
import { checkedSample, checkPoints } from "../../fitters/checks";

/** Points in any dimension, or numbers in one. */
export type PointCloud = Points | ArrayLike<number>;

/** How many points, before they are checked: 0 of what is no cloud at all. */
export function rowsOf(cloud: PointCloud): number {
  return (cloud as Points)?.rows ?? (cloud as ArrayLike<number>)?.length ?? 0;
}

export function columnsOf(cloud: PointCloud): number {
  return (cloud as Points)?.columns ?? 1;
}

/**
 * Two sets of at least `minimum` points of the same dimensions.
 * @throws RangeError or TypeError naming the caller, the need and what came
 */
export function checkedClouds(
  caller: string,
  x: PointCloud,
  y: PointCloud,
  minimum: number,
): readonly [Points, Points] {
  const [first, second] = [checkedCloud(caller, x, minimum), checkedCloud(caller, y, minimum)];
  if (first.columns !== second.columns) {
    throw new RangeError(
      `${caller} needs points of the same dimensions, got ${first.columns} and ${second.columns} columns`,
    );
  }
  return [first, second];
}

function checkedCloud(caller: string, cloud: PointCloud, minimum: number): Points {
  if (cloud !== null && typeof cloud === "object" && "values" in cloud && "columns" in cloud) {
    checkPoints(caller, cloud, minimum);
    return cloud;
  }
  const values = checkedSample(caller, cloud as ArrayLike<number>, minimum);
  return { values, rows: values.length, columns: 1 };
}

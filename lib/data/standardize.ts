import type { Points } from "./points";

/**
 * The points with every column moved to mean 0 and scaled to standard deviation 1 (dividing by n). O(rows × columns).
 * @throws RangeError for a constant column, which cannot be scaled
 *
 * @example
 * import { pointsFrom, standardize } from "model-collapse";
 * standardize(pointsFrom([[1, 5], [3, 9]])).values.join(" "); // → -1 -1 1 1
 */
export function standardize(points: Points): Points {
  const { values, rows, columns } = points;
  const scaled = new Float64Array(values.length);
  for (let column = 0; column < columns; column++) {
    const { mean, standardDeviation } = columnMoments(points, column);
    if (!(standardDeviation > 0)) {
      throw new RangeError(
        `standardize needs columns that vary, but column ${column} is ${mean} in all ${rows} rows`,
      );
    }
    for (let at = column; at < values.length; at += columns) {
      scaled[at] = (values[at]! - mean) / standardDeviation;
    }
  }
  return { values: scaled, rows, columns };
}

function columnMoments(
  { values, rows, columns }: Points,
  column: number,
): { mean: number; standardDeviation: number } {
  let mean = 0;
  for (let at = column; at < values.length; at += columns) mean += values[at]! / rows;
  let variance = 0;
  for (let at = column; at < values.length; at += columns) variance += (values[at]! - mean) ** 2 / rows;
  return { mean, standardDeviation: Math.sqrt(variance) };
}

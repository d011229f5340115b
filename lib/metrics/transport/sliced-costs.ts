import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { quantileCouplingCost } from "../quantile-coupling";
import { createNumberSorter } from "../sort-numbers";
import { powerOf } from "./order";

/** Directions uniform on the unit sphere, one a row: normals over their norm. Draws `columns` normals a direction. */
export function randomDirections(count: number, columns: number, random: Random): Points {
  const values = random.fillNormal(new Float64Array(count * columns));
  for (let at = 0; at < values.length; at += columns) {
    const direction = values.subarray(at, at + columns);
    const norm = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
    direction.forEach((value, c) => {
      direction[c] = value / norm;
    });
  }
  return { values, rows: count, columns };
}

/**
 * For each direction the cost of transport between the projections of both clouds onto it: W_p^p in one dimension.
 * O(directions × (n columns + n log n)), memory O(n).
 */
export function slicedCosts(x: Points, y: Points, directions: Points, order: number): Float64Array {
  const [left, right] = [new Float64Array(x.rows), new Float64Array(y.rows)];
  const sort = createNumberSorter(Math.max(x.rows, y.rows));
  const power = powerOf(order);
  return Float64Array.from({ length: directions.rows }, (_, row) => {
    const direction = directions.values.subarray(row * x.columns, (row + 1) * x.columns);
    project(x, direction, left);
    project(y, direction, right);
    return quantileCouplingCost(sort(left), sort(right), power);
  });
}

function project({ values, rows, columns }: Points, direction: Float64Array, target: Float64Array): void {
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (let c = 0; c < columns; c++, at++) sum += values[at]! * direction[c]!;
    target[row] = sum;
  }
}

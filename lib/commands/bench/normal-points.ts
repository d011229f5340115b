import type { Points } from "../../data/points";
import type { Random } from "../../random/random";

/** Standard normals in every coordinate. */
export function drawNormals(rows: number, columns: number, random: Random): Points {
  return { values: random.fillNormal(new Float64Array(rows * columns)), rows, columns };
}

import type { Points } from "../../data/points";
import { createRandom } from "../../random/create-random";
import { drawNormals } from "./normal-points";
import type { Workload } from "./workload";

export interface TwoSampleSize {
  readonly rows: number;
  readonly columns: number;
}

/** A metric of two sets of normal points, the second a little wider. */
export function twoSamples(
  name: string,
  metric: string,
  { rows, columns }: TwoSampleSize,
  measure: (x: Points, y: Points) => number,
): Workload {
  return {
    name,
    summary: `${metric} of ${rows} and ${rows} points in ${columns} dimensions`,
    prepare() {
      const random = createRandom(name);
      const x = drawNormals(rows, columns, random);
      const y = drawNormals(rows, columns, random);
      y.values.forEach((value, i) => {
        y.values[i] = 1.1 * value;
      });
      return {
        run: async () => measure(x, y),
        problem: { x: x.values, y: y.values, columns },
      };
    },
  };
}

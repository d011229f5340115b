import type { Points } from "../../data/points";
import { precisionRecall } from "../../metrics/precision-recall";
import { createRandom } from "../../random/create-random";
import type { Random } from "../../random/random";
import type { Workload } from "./workload";

/** Precision, recall, density and coverage of normal points beside normal points of the same distribution. */
export function neighbourManifolds(name: string, rows: number, columns: number): Workload {
  return {
    name,
    summary: `precision, recall, density and coverage, ${rows} real and ${rows} synthetic points in ${columns} dimensions`,
    prepare() {
      const random = createRandom(name);
      const real = drawNormals(rows, columns, random);
      const synthetic = drawNormals(rows, columns, random);
      return {
        run: async () => {
          const { precision, recall, density, coverage } = precisionRecall(real, synthetic);
          return precision + 2 * recall + 4 * density + 8 * coverage;
        },
        problem: { real: real.values, synthetic: synthetic.values, columns, neighbours: 5 },
      };
    },
  };
}

function drawNormals(rows: number, columns: number, random: Random): Points {
  return { values: random.fillNormal(new Float64Array(rows * columns)), rows, columns };
}

import { precisionRecall } from "../../metrics/threads/precision-recall";
import { createRandom } from "../../random/create-random";
import { drawNormals } from "./normal-points";
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

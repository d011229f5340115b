import { kernelLogDensity } from "../../fitters/kernel-density/density";
import { fitKernelDensity } from "../../fitters/kernel-density/fit";
import { createRandom } from "../../random/create-random";
import type { Workload } from "./workload";

/** Fits a kernel density to normals and takes its logarithm at other normals. */
export function kernelDensities(name: string, count: number): Workload {
  return {
    name,
    summary: `a kernel density fitted to ${count} numbers, its logarithm at ${count} others`,
    prepare() {
      const random = createRandom(name);
      const sample = random.fillNormal(new Float64Array(count));
      const places = random.fillNormal(new Float64Array(count));
      return {
        run: async () => {
          const logarithms = kernelLogDensity(fitKernelDensity(sample, { bandwidth: "scott" }), places);
          return logarithms.reduce((sum, logarithm) => sum + logarithm, 0);
        },
        problem: { sample, places },
        tolerance: 1e-12,
      };
    },
  };
}

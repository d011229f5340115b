import type { Points } from "../../data/points";
import type { MixtureParameters } from "../../fitters/gaussian-mixture/model";
import { fitGaussianMixture } from "../../fitters/threads/fit-gaussian-mixture";
import { createRandom } from "../../random/create-random";
import type { Random } from "../../random/random";
import type { Workload } from "./workload";

export interface MixtureFitSize {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly iterations: number;
}

/** Fits a mixture to round clusters from a given start, so that the peer does the very same iterations. */
export function mixtureFit(name: string, size: MixtureFitSize): Workload {
  const { rows, columns, components, iterations } = size;
  return {
    name,
    summary: `a mixture of ${components} components fitted to ${rows} points in ${columns} dimensions, ${iterations} iterations`,
    prepare() {
      const { points, centres } = drawBlobs(rows, columns, components, createRandom(name));
      const start = startBeside(centres);
      const options = { components, start, maximumIterations: iterations, tolerance: 0 };
      return {
        run: async () => fitGaussianMixture(points, options, createRandom("fit")).lowerBound,
        problem: { points: points.values, columns, components, iterations, means: start.means },
      };
    },
  };
}

/** Points around centres that are themselves normal with standard deviation 4; unit variance around each. */
export function drawBlobs(
  rows: number,
  columns: number,
  components: number,
  random: Random,
): { points: Points; centres: number[][] } {
  const centres = Array.from({ length: components }, () =>
    Array.from({ length: columns }, () => 4 * random.normal()),
  );
  const values = random.fillNormal(new Float64Array(rows * columns));
  for (let row = 0; row < rows; row++) {
    const centre = centres[random.integer(components)]!;
    for (let column = 0; column < columns; column++) values[row * columns + column]! += centre[column]!;
  }
  return { points: { values, rows, columns }, centres };
}

function startBeside(centres: readonly (readonly number[])[]): MixtureParameters {
  const columns = centres[0]!.length;
  const identity = Array.from({ length: columns }, (_, i) =>
    Array.from({ length: columns }, (_, j) => (i === j ? 1 : 0)),
  );
  return {
    weights: centres.map(() => 1 / centres.length),
    means: centres.map((centre) => centre.map((coordinate) => coordinate + 0.3)),
    covariances: centres.map(() => identity),
  };
}

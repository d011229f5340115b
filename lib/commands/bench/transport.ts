import type { Points } from "../../data/points";
import { optimalTransport } from "../../metrics/transport/optimal-transport";
import { sinkhornDistance } from "../../metrics/transport/sinkhorn";
import { randomDirections, slicedCosts } from "../../metrics/transport/sliced-costs";
import { createRandom } from "../../random/create-random";
import type { Workload } from "./workload";

/** Sliced Wasserstein-2 distance between normal points; both sides project onto the same directions. */
export function slicedTransport(name: string, rows: number, columns: number, projections: number): Workload {
  return {
    name,
    summary: `sliced Wasserstein-2 distance, ${rows} and ${rows} points in ${columns} dimensions, ${projections} projections`,
    prepare() {
      const [x, y] = clouds(name, rows, columns);
      const directions = randomDirections(projections, columns, createRandom(name));
      return {
        run: async () => {
          const costs = slicedCosts(x, y, directions, 2);
          return Math.sqrt(costs.reduce((sum, cost) => sum + cost, 0) / projections);
        },
        problem: { x: x.values, y: y.values, directions: directions.values, columns },
      };
    },
  };
}

/** Exact Wasserstein-2 distance between normal points, one cloud shifted by 1. */
export function exactTransport(name: string, rows: number, columns: number): Workload {
  return {
    name,
    summary: `exact Wasserstein-2 distance, ${rows} and ${rows} points in ${columns} dimensions`,
    prepare() {
      const [x, y] = clouds(name, rows, columns);
      return {
        run: async () => optimalTransport(x, y),
        problem: { x: x.values, y: y.values, columns },
      };
    },
  };
}

/** Transport with entropy, in logarithms on the peer's side, until the masses are right to nine digits. */
export function entropicTransport(
  name: string,
  rows: number,
  columns: number,
  regularization: number,
): Workload {
  return {
    name,
    summary: `Sinkhorn distance of order 2, regularization ${regularization}, ${rows} and ${rows} points in ${columns} dimensions`,
    prepare() {
      const [x, y] = clouds(name, rows, columns);
      return {
        run: async () => sinkhornDistance(x, y, { regularization, tolerance: 1e-8 }),
        problem: { x: x.values, y: y.values, columns, regularization },
      };
    },
  };
}

function clouds(name: string, rows: number, columns: number): [Points, Points] {
  const random = createRandom(name);
  const draw = (mean: number): Points => ({
    values: random.fillNormal(new Float64Array(rows * columns), mean),
    ...{ rows, columns },
  });
  return [draw(0), draw(1)];
}

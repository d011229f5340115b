import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { checkNotNegative, checkPoints, checkWholeNumber } from "../checks";
import { columnMeans } from "../multivariate-gaussian";
import { squaredDistance } from "./distances";
import { lloyd, type Partition } from "./lloyd";
import { plusPlusSeeds } from "./plus-plus";

export interface KMeansOptions {
  readonly clusters: number;
  /** Default 300. */
  readonly maximumIterations?: number;
  /** Stop when the centres together move by less than this share of the mean column variance. Default 1e-4. */
  readonly tolerance?: number;
  /** Starts drawn; the partition with the least inertia is kept. Default 1. */
  readonly restarts?: number;
}

export interface KMeansModel {
  /** clusters × dimensions. */
  readonly centres: number[][];
  /** Cluster of every row. */
  readonly labels: Int32Array;
  /** Sum of squared distances from the rows to their centres, in squared data units. */
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * k-means: Lloyd's algorithm from k-means++ seeds, with scikit-learn's defaults and stopping rule.
 * O(iterations × rows × clusters × columns).
 * @throws RangeError for fewer rows than clusters, a number that is not finite, or a bad option
 */
export function fitKMeans(points: Points, options: KMeansOptions, random: Random): KMeansModel {
  const { clusters, maximumIterations = 300, tolerance = 1e-4, restarts = 1 } = options;
  checkWholeNumber("fitKMeans", "clusters", clusters, 1);
  checkWholeNumber("fitKMeans", "maximumIterations", maximumIterations, 1);
  checkWholeNumber("fitKMeans", "restarts", restarts, 1);
  checkNotNegative("fitKMeans", "tolerance", tolerance);
  checkPoints("fitKMeans", points, clusters);
  let best = partition(points, clusters, maximumIterations, tolerance, random);
  for (let restart = 1; restart < restarts; restart++) {
    const next = partition(points, clusters, maximumIterations, tolerance, random);
    if (next.inertia < best.inertia) best = next;
  }
  const { columns } = points;
  const centres = Array.from({ length: clusters }, (_, k) =>
    Array.from(best.centres.subarray(k * columns, (k + 1) * columns)),
  );
  return { centres, labels: best.labels, inertia: best.inertia, iterations: best.iterations };
}

/** One run of k-means on data known to be good. */
export function partition(
  points: Points,
  clusters: number,
  maximumIterations: number,
  tolerance: number,
  random: Random,
): Partition {
  const centres = seedCentres(points, plusPlusSeeds(points, clusters, random));
  return lloyd(points, centres, maximumIterations, tolerance * meanColumnVariance(points));
}

export function seedCentres({ values, columns }: Points, seeds: Int32Array): Float64Array {
  const centres = new Float64Array(seeds.length * columns);
  seeds.forEach((row, cluster) => {
    centres.set(values.subarray(row * columns, (row + 1) * columns), cluster * columns);
  });
  return centres;
}

function meanColumnVariance(points: Points): number {
  const { values, columns } = points;
  const means = columnMeans(points);
  let squares = 0;
  for (let at = 0; at < values.length; at += columns) {
    squares += squaredDistance(values, at, means, 0, columns);
  }
  return squares / values.length;
}

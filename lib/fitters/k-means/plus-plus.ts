import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { squaredDistance } from "./distances";

/**
 * Rows to start from, spread out by k-means++ (Arthur and Vassilvitskii 2007) in its greedy form: each seed
 * is the best of 2 + ⌊ln clusters⌋ rows drawn in proportion to their squared distance from the seeds so far.
 * Rows repeat only when there are fewer distinct points than clusters. O(rows × clusters × columns × trials).
 */
export function plusPlusSeeds(points: Points, clusters: number, random: Random): Int32Array {
  const seeds = new Int32Array(clusters);
  seeds[0] = random.integer(points.rows);
  let nearest = distancesTo(points, seeds[0]!, new Float64Array(points.rows).fill(Infinity));
  const trials = 2 + Math.floor(Math.log(clusters));
  for (let cluster = 1; cluster < clusters; cluster++) {
    const total = sum(nearest);
    let best = { seed: 0, total: Infinity, nearest };
    for (let trial = 0; trial < trials; trial++) {
      const seed = drawInProportion(nearest, random.next() * total);
      const candidate = distancesTo(points, seed, nearest);
      const remaining = sum(candidate);
      if (remaining < best.total) best = { seed, total: remaining, nearest: candidate };
    }
    seeds[cluster] = best.seed;
    nearest = best.nearest;
  }
  return seeds;
}

/** For every row the lesser of its distance so far and its squared distance to the seed. */
function distancesTo({ values, rows, columns }: Points, seed: number, soFar: Float64Array): Float64Array {
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const distance = squaredDistance(values, row * columns, values, seed * columns, columns);
    distances[row] = Math.min(distance, soFar[row]!);
  }
  return distances;
}

/** First index at which the running sum exceeds the threshold; the last one when rounding keeps it below. */
function drawInProportion(weights: Float64Array, threshold: number): number {
  let running = 0;
  for (let i = 0; i < weights.length; i++) {
    running += weights[i]!;
    if (running > threshold) return i;
  }
  return weights.length - 1;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

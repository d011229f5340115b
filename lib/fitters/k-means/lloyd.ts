import type { Points } from "../../data/points";
import { squaredDistance } from "./distances";

/** A partition of the points, as Lloyd's algorithm leaves it. */
export interface Partition {
  /** clusters × columns. */
  readonly centres: Float64Array;
  /** Nearest centre of each row. */
  readonly labels: Int32Array;
  /** Sum of squared distances to the nearest centre. */
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * Lloyd's algorithm from the given centres, which it moves: assign every point to its nearest centre, move
 * each centre to the mean of its points, until no label changes or the centres together move by no more
 * than `leastMovement` (squared). An empty cluster takes the point that lies farthest from its centre.
 * O(iterations × rows × clusters × columns).
 */
export function lloyd(
  points: Points,
  centres: Float64Array,
  maximumIterations: number,
  leastMovement: number,
): Partition {
  const labels = new Int32Array(points.rows).fill(-1);
  const distances = new Float64Array(points.rows);
  let settled = false;
  let iterations = 0;
  while (!settled && iterations < maximumIterations) {
    iterations++;
    const changed = assign(points, centres, labels, distances);
    if (changed === 0) break;
    settled = moveCentres(points, centres, labels, distances) <= leastMovement;
  }
  assign(points, centres, labels, distances);
  return { centres, labels, inertia: distances.reduce((sum, distance) => sum + distance, 0), iterations };
}

/** Labels every row with its nearest centre, the first of equals; returns how many labels changed. */
function assign(
  { values, rows, columns }: Points,
  centres: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
): number {
  const clusters = centres.length / columns;
  let changed = 0;
  for (let row = 0; row < rows; row++) {
    let label = 0;
    let least = squaredDistance(values, row * columns, centres, 0, columns);
    for (let cluster = 1; cluster < clusters; cluster++) {
      const distance = squaredDistance(values, row * columns, centres, cluster * columns, columns);
      if (distance < least) {
        least = distance;
        label = cluster;
      }
    }
    if (labels[row] !== label) changed++;
    labels[row] = label;
    distances[row] = least;
  }
  return changed;
}

/** Moves every centre to the mean of its points; returns the sum of squared movements. */
function moveCentres(
  { values, rows, columns }: Points,
  centres: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
): number {
  const clusters = centres.length / columns;
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(clusters);
  for (let row = 0; row < rows; row++) {
    const at = labels[row]! * columns;
    counts[labels[row]!]!++;
    for (let c = 0; c < columns; c++) sums[at + c]! += values[row * columns + c]!;
  }
  let movement = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    if (counts[cluster] === 0) takeFarthest(values, columns, distances, sums, counts, cluster);
    for (let c = 0; c < columns; c++) {
      const at = cluster * columns + c;
      const moved = sums[at]! / counts[cluster]!;
      movement += (moved - centres[at]!) ** 2;
      centres[at] = moved;
    }
  }
  return movement;
}

function takeFarthest(
  values: Float64Array,
  columns: number,
  distances: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
  cluster: number,
): void {
  let farthest = 0;
  for (let row = 1; row < distances.length; row++) {
    if (distances[row]! > distances[farthest]!) farthest = row;
  }
  distances[farthest] = 0;
  counts[cluster] = 1;
  sums.set(values.subarray(farthest * columns, (farthest + 1) * columns), cluster * columns);
}

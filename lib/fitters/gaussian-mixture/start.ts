import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { partition, seedCentres } from "../k-means/fit";
import { lloyd, type Partition } from "../k-means/lloyd";
import { plusPlusSeeds } from "../k-means/plus-plus";
import type { CompleteOptions } from "./model";
import { conformCovariances, emptyState, type MixtureState, stateFrom } from "./state";

/** Parameters to start from: the given ones, or the moments of clusters drawn as the options say. */
export function startingState(points: Points, options: CompleteOptions, random: Random): MixtureState {
  if (options.start) {
    const state = stateFrom(options.start);
    conformCovariances(state, options.covarianceType);
    return state;
  }
  const clusters = drawClusters(points, options, random);
  const state = clusterMoments(points, clusters, options.components);
  conformCovariances(state, options.covarianceType);
  const { columns, covariances } = state;
  for (let k = 0; k < options.components; k++) {
    for (let c = 0; c < columns; c++) covariances[(k * columns + c) * columns + c]! += options.regularization;
  }
  return state;
}

function drawClusters(points: Points, options: CompleteOptions, random: Random): Partition {
  if (options.initialization === "k-means") return partition(points, options.components, 300, 1e-4, random);
  const centres = seedCentres(points, plusPlusSeeds(points, options.components, random));
  return lloyd(points, centres, 0, 0);
}

/** Share, mean and covariance (divided by the count) of every cluster; an empty one stays at its centre. */
function clusterMoments(points: Points, clusters: Partition, components: number): MixtureState {
  const { values, rows, columns } = points;
  const { labels, centres } = clusters;
  const state = emptyState(components, columns);
  const counts = new Float64Array(components);
  const shifts = new Float64Array(components * columns);
  for (let row = 0; row < rows; row++) {
    const at = labels[row]! * columns;
    counts[labels[row]!]!++;
    for (let c = 0; c < columns; c++) shifts[at + c]! += values[row * columns + c]! - centres[at + c]!;
  }
  for (let k = 0; k < components; k++) {
    state.weights[k] = (counts[k]! + Number.EPSILON) / (rows + components * Number.EPSILON);
    for (let at = k * columns; at < (k + 1) * columns; at++) {
      state.means[at] = centres[at]! + shifts[at]! / Math.max(1, counts[k]!);
    }
  }
  addScatters(points, labels, counts, state);
  return state;
}

function addScatters(
  { values, rows, columns }: Points,
  labels: Int32Array,
  counts: Float64Array,
  { means, covariances }: MixtureState,
): void {
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    const share = 1 / counts[label]!;
    for (let i = 0; i < columns; i++) {
      const left = share * (values[row * columns + i]! - means[label * columns + i]!);
      const at = (label * columns + i) * columns;
      for (let j = 0; j < columns; j++) {
        covariances[at + j]! += left * (values[row * columns + j]! - means[label * columns + j]!);
      }
    }
  }
}

import type { Points } from "../../data/points";
import { columnsOf, rowsOf } from "../clouds";
import { type PrecisionRecall, type PrecisionRecallOptions, precisionRecallWith } from "../precision-recall";
import { crewFor, type WorkersOption } from "./open-crew";

/** How neighbours are counted, and by how many threads. */
export interface ThreadedPrecisionRecallOptions extends PrecisionRecallOptions, WorkersOption {}

/**
 * How much of the synthetic points looks real, and how much of the real ones is still produced. Each point owns
 * a ball; its radius is the Euclidean distance to its k-th nearest neighbour in its own set, itself not counted.
 * A point is in a ball when it is *nearer* than the radius (`<`, as the authors of density and coverage compute
 * it): a point that occurs more than k times has an empty ball. Precision and recall of Kynkäänniemi et al.
 * 2019 (arXiv 1904.06991), density and coverage of Naeem et al. 2020 (arXiv 2002.09797).
 *
 * Precision rises when a model forgets the fringe or blurs: in collapse look at recall and coverage. Hold a set
 * against disjoint real points for the reference; against itself everything is 1. Exact. Time O(rows² ×
 * columns) on all cores, 10,000 points in 64 dimensions in a fraction of a second; memory O(rows × columns).
 * @throws RangeError when columns differ, a number is not finite, or a set has no more rows than `neighbours`
 *
 * @example
 * import { pointsFrom, precisionRecall } from "model-collapse";
 * const real = pointsFrom([[0], [1], [2], [3]]);
 * const synthetic = pointsFrom([[0.1], [0.2], [0.3], [9]]);
 * precisionRecall(real, synthetic, { neighbours: 1 }).precision; // → 0.75
 */
export function precisionRecall(
  real: Points,
  synthetic: Points,
  options: ThreadedPrecisionRecallOptions = {},
): PrecisionRecall {
  // Single precision, four pairs at a time.
  const operations = ((rowsOf(real) + rowsOf(synthetic)) ** 2 / 8) * columnsOf(real);
  return precisionRecallWith(crewFor("precisionRecall", operations, options), real, synthetic, options);
}

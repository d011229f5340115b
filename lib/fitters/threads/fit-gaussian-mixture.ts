import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";
import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { checkWholeNumber } from "../checks";
import { createEngineFor, fitMixtureWith } from "../gaussian-mixture/fit";
import { layoutOf } from "../gaussian-mixture/layout";
import type {
  CompleteOptions,
  GaussianMixtureModel,
  GaussianMixtureOptions,
} from "../gaussian-mixture/model";
import { checkMixtureInput, completeOptions } from "../gaussian-mixture/options";
import type { Engine } from "../gaussian-mixture/pass";
import { canStartHelpers, createThreadedEngine } from "./engine";

export interface ThreadedMixtureOptions extends GaussianMixtureOptions {
  /** Threads at most, the calling one included; the digits do not depend on it. Default: one a core when it pays. */
  readonly workers?: number;
}

/** Operations below which starting a thread costs more than it saves: 0.1 to 0.2 s of one core. */
const leastWorthSharing = 1e8;

/**
 * Gaussian mixture by expectation–maximisation, with the semantics of scikit-learn's `GaussianMixture`: from
 * the same start it gives the same numbers. Every M-step adds `regularization` to the variances; iterations
 * end when the mean log-likelihood changes by less than `tolerance`. `covariances` are whole matrices whatever
 * the type.
 *
 * O(iterations × rows × components × columns²) time, less where components lie apart; beyond the data
 * no memory that grows with rows × components. When rows × components × (columns² + 4) × iterations
 * (at most) exceeds 10⁸ and this is not itself a worker thread, all cores share the work; the digits are the same for any
 * number of them. Sources that were never compiled run on one thread.
 *
 * @example
 * import { createRandom, fitGaussianMixture, pointsFrom } from "model-collapse";
 * const points = pointsFrom([[0], [0.1], [0.2], [4], [4.1], [4.2]]);
 * const model = fitGaussianMixture(points, { components: 2 }, createRandom(1));
 * model.means.flat().sort((a, b) => a - b)[1]; // → 4.1
 *
 * @throws RangeError for fewer rows than components, a constant column, a number that is not finite, no data,
 * an option out of range, or a component that collapses while the regularization is too small
 */
export function fitGaussianMixture(
  points: Points,
  options: ThreadedMixtureOptions,
  random: Random,
): GaussianMixtureModel {
  const complete = completeOptions(options);
  checkMixtureInput(points, complete, random);
  if (options.workers !== undefined) checkWholeNumber("fitGaussianMixture", "workers", options.workers, 1);
  const workers = options.workers ?? worthwhileThreads(points, complete);
  return fitMixtureWith(engineFor(points, complete, workers), points, complete, random);
}

function worthwhileThreads({ rows, columns }: Points, options: CompleteOptions): number {
  const { components, maximumIterations, restarts } = options;
  const operations = rows * components * (columns ** 2 + 4) * maximumIterations * restarts;
  return isMainThread && operations > leastWorthSharing ? availableParallelism() : 1;
}

function engineFor(points: Points, options: CompleteOptions, workers: number): Engine {
  if (workers === 1 || !canStartHelpers()) return createEngineFor(points, options);
  const layout = layoutOf(points.rows, points.columns, options.components, options.covarianceType);
  return createThreadedEngine(layout, points.values, workers);
}

import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import {
  checkChoice,
  checkNoConstantColumn,
  checkNotNegative,
  checkPoints,
  checkWholeNumber,
} from "../checks";
import type { CompleteOptions, GaussianMixtureOptions, MixtureParameters } from "./model";

const caller = "fitGaussianMixture";

export function completeOptions(options: GaussianMixtureOptions): CompleteOptions {
  return {
    components: options.components,
    start: options.start,
    maximumIterations: options.maximumIterations ?? 100,
    tolerance: options.tolerance ?? 1e-3,
    regularization: options.regularization ?? 1e-6,
    covarianceType: options.covarianceType ?? "full",
    restarts: options.restarts ?? 1,
    initialization: options.initialization ?? "k-means",
  };
}

/** @throws RangeError naming the option, what it may be and what came */
export function checkOptions(options: CompleteOptions): void {
  checkWholeNumber(caller, "components", options.components, 1);
  checkWholeNumber(caller, "maximumIterations", options.maximumIterations, 1);
  checkWholeNumber(caller, "restarts", options.restarts, 1);
  checkNotNegative(caller, "tolerance", options.tolerance);
  checkNotNegative(caller, "regularization", options.regularization);
  checkChoice(caller, "covarianceType", options.covarianceType, ["full", "diagonal", "tied", "spherical"]);
  checkChoice(caller, "initialization", options.initialization, ["k-means", "k-means++"]);
}

/** Checks everything before any work. @throws RangeError or TypeError saying what was needed */
export function checkMixtureInput(
  points: Points,
  options: CompleteOptions,
  random: Random | undefined,
): void {
  checkOptions(options);
  checkPoints(caller, points, 2);
  if (points.rows < options.components) {
    throw new RangeError(
      `${caller} needs at least as many rows as components, got ${points.rows} rows for ` +
        `${options.components} components. Use fewer components or more data`,
    );
  }
  checkNoConstantColumn(caller, points);
  if (options.start) checkStart(options.start, options.components, points.columns);
  else if (!random) {
    throw new TypeError(`${caller} needs a random stream as its last argument: createRandom(seed)`);
  }
}

function checkStart(start: MixtureParameters, components: number, columns: number): void {
  const { weights, means, covariances } = start;
  const shapes = [weights?.length, means?.length, covariances?.length];
  if (shapes.some((length) => length !== components)) {
    throw new RangeError(
      `${caller} needs start.weights, start.means and start.covariances for ${components} components, ` +
        `got ${shapes.map(String).join(", ")}`,
    );
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!weights.every((weight) => weight >= 0) || !(Math.abs(total - 1) < 1e-6)) {
    throw new RangeError(
      `${caller} needs start.weights that are shares with sum 1, got ${weights.join(", ")}`,
    );
  }
  const square = (matrix: readonly (readonly number[])[]) =>
    matrix.length === columns && matrix.every((row) => row.length === columns && row.every(Number.isFinite));
  if (!means.every((mean) => mean.length === columns && mean.every(Number.isFinite))) {
    throw new RangeError(
      `${caller} needs start.means with ${columns} finite numbers each, as the points have`,
    );
  }
  if (!covariances.every(square)) {
    throw new RangeError(
      `${caller} needs start.covariances as ${columns} × ${columns} matrices of finite numbers, ` +
        "whatever the covariance type",
    );
  }
}

import { selectRows } from "../../data/collection";
import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { checkChoice, checkNotNegative } from "../checks";
import { fitGaussianMixture } from "../gaussian-mixture/fit";
import type { GaussianMixtureOptions, MixtureParameters } from "../gaussian-mixture/model";
import { semidefiniteCholesky } from "../linear-algebra/cholesky";
import { multivariateMoments } from "../multivariate-gaussian";
import { checkedLabels } from "./labels";

/** Classes by the density of their points: normal, or a mixture of normals. */
export interface GaussianClassifierModel {
  readonly classes: number;
  /** Share of each class before its point is seen. */
  readonly priors: readonly number[];
  /** One for each class. */
  readonly densities: readonly MixtureParameters[];
}

export interface ClassPriorOptions {
  /** Number of classes, when the largest label does not tell. */
  readonly classes?: number;
  /** Shares of the classes, with sum 1. Default: those of the labels. */
  readonly priors?: readonly number[];
}

export interface GaussianClassifierOptions extends ClassPriorOptions {
  /**
   * "shared" gives all classes the pooled covariance about their means (linear discriminant analysis: planes between
   * them), "own" each its own (quadratic). Default "shared".
   */
  readonly covariance?: "shared" | "own";
  /**
   * Divide by the number of rows less that of means: n − classes for a shared covariance, rows of the class − 1 for
   * its own. Default: divide by n (maximum likelihood), as scikit-learn does from version 1.9 on.
   */
  readonly unbiased?: boolean;
  /** Added to the diagonal of every covariance, in squared units of the data. Default 0. */
  readonly regularization?: number;
}

const caller = "fitGaussianClassifier";

/**
 * Discriminant analysis: a normal distribution for each class, whose densities and priors `classProbabilities` weighs
 * against each other. O(rows × columns²).
 *
 * @example
 * import { classProbabilities, fitGaussianClassifier, pointsFrom } from "model-collapse";
 * const points = pointsFrom([[0], [2], [4], [6]]);
 * const model = fitGaussianClassifier(points, [0, 0, 1, 1]);
 * classProbabilities(model, pointsFrom([[3], [4]])).values[1]; // → 0.5
 *
 * @throws RangeError for labels that are no classes, a class of fewer than two rows, priors that are no shares, a
 * covariance that is singular, or numbers that are not finite
 */
export function fitGaussianClassifier(
  points: Points,
  labels: ArrayLike<number>,
  options: GaussianClassifierOptions = {},
): GaussianClassifierModel {
  const { covariance = "shared", unbiased = false, regularization = 0 } = options;
  checkChoice(caller, "covariance", covariance, ["shared", "own"]);
  checkNotNegative(caller, "regularization", regularization);
  const { parts, priors } = partsOf(caller, points, labels, options);
  const moments = parts.map((part) => multivariateMoments(part, unbiased && covariance === "own"));
  const shared = covariance === "shared" ? pooled(parts, moments, unbiased) : undefined;
  const densities = moments.map(({ mean, covariance: own }, label) => {
    const matrix = regularized(shared ?? own, points.columns, regularization);
    checkSpread(matrix, points.columns, shared ? "the classes'" : `class ${label}'s`);
    return normalDensity(mean, matrix);
  });
  return { classes: parts.length, priors, densities };
}

export interface GaussianMixtureClassifierOptions
  extends ClassPriorOptions,
    Omit<GaussianMixtureOptions, "start"> {}

/**
 * The same with a mixture of normals for each class, fitted by `fitGaussianMixture` with the same options, on a stream
 * of its own, forked by the class's number.
 * @throws RangeError as `fitGaussianClassifier` and `fitGaussianMixture` do
 */
export function fitGaussianMixtureClassifier(
  points: Points,
  labels: ArrayLike<number>,
  options: GaussianMixtureClassifierOptions,
  random: Random,
): GaussianClassifierModel {
  const { parts, priors } = partsOf("fitGaussianMixtureClassifier", points, labels, options);
  const densities = parts.map((part, label) => {
    const { weights, means, covariances } = fitGaussianMixture(part, options, random.fork(label));
    return { weights, means, covariances };
  });
  return { classes: parts.length, priors, densities };
}

/** The points of each class, and its prior. */
function partsOf(name: string, points: Points, labels: ArrayLike<number>, options: ClassPriorOptions) {
  const checked = checkedLabels(name, points, labels, options.classes, 2);
  const priors = options.priors ?? Array.from(checked.rowsOfClass, (rows) => rows / points.rows);
  const sum = priors.reduce((total, prior) => total + prior, 0);
  if (
    priors.length !== checked.rowsOfClass.length ||
    !priors.every((prior) => prior >= 0) ||
    !(Math.abs(sum - 1) < 1e-6)
  ) {
    throw new RangeError(
      `${name} needs priors that are ${checked.rowsOfClass.length} shares with sum 1, got ${priors.join(", ")}`,
    );
  }
  const parts = Array.from(checked.rowsOfClass, (_, label) => {
    const rows = Array.from(checked.labels.keys()).filter((row) => checked.labels[row] === label);
    return selectRows(points, Int32Array.from(rows));
  });
  return { parts, priors };
}

function pooled(
  parts: readonly Points[],
  moments: readonly { readonly covariance: Float64Array }[],
  unbiased: boolean,
): Float64Array {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const divisor = unbiased ? Math.max(1, rows - parts.length) : rows;
  const whole = new Float64Array(moments[0]!.covariance.length);
  moments.forEach(({ covariance }, label) => {
    for (let i = 0; i < whole.length; i++) whole[i]! += (covariance[i]! * parts[label]!.rows) / divisor;
  });
  return whole;
}

function regularized(covariance: Float64Array, order: number, regularization: number): Float64Array {
  return covariance.map((entry, i) => (i % (order + 1) === 0 ? entry + regularization : entry));
}

function checkSpread(covariance: Float64Array, order: number, whose: string): void {
  const factor = semidefiniteCholesky(covariance, order);
  for (let i = 0; i < order; i++) {
    if (factor[i * order + i]! > 0) continue;
    throw new RangeError(
      `${caller} needs points that vary in every direction, but ${whose} covariance is singular. ` +
        "Set a positive regularization, share the covariance, or drop columns",
    );
  }
}

function normalDensity(mean: Float64Array, covariance: Float64Array): MixtureParameters {
  const order = mean.length;
  const rows = Array.from({ length: order }, (_, i) =>
    Array.from(covariance.subarray(i * order, (i + 1) * order)),
  );
  return { weights: [1], means: [Array.from(mean)], covariances: [rows] };
}

import { largestColumns } from "../../data/one-hot";
import type { Points } from "../../data/points";
import { checkPoints } from "../checks";
import { gaussianMixtureLogDensity } from "../gaussian-mixture/density";
import { matrixView, rowProducts } from "../linear-algebra/matrix-product";
import type { GaussianClassifierModel } from "./gaussian-classifier";
import type { LogisticRegressionModel } from "./logistic-regression";

/** A model that gives classes of points probabilities. */
export type ClassifierModel = LogisticRegressionModel | GaussianClassifierModel;

/**
 * Probability of every class for every point: rows × classes, each row with sum 1. From `fitLogisticRegression`,
 * `fitGaussianClassifier` or `fitGaussianMixtureClassifier`.
 * @throws RangeError for points with other columns than the model's, or that are not finite
 */
export function classProbabilities(model: ClassifierModel, points: Points): Points {
  const inputs = "coefficients" in model ? model.inputs : model.densities[0]!.means[0]!.length;
  checkPoints("classProbabilities", points, 1);
  if (points.columns !== inputs) {
    throw new RangeError(
      `classProbabilities needs points with ${inputs} columns like the model, got ${points.columns}`,
    );
  }
  const values = "coefficients" in model ? logisticScores(model, points) : logJointDensities(model, points);
  for (let at = 0; at < values.length; at += model.classes) softmax(values.subarray(at, at + model.classes));
  return { values, rows: points.rows, columns: model.classes };
}

/** The most probable class of every point. Errors as in `classProbabilities`. */
export function predictClasses(model: ClassifierModel, points: Points): Int32Array {
  return largestColumns(classProbabilities(model, points));
}

function logisticScores(
  { classes, inputs, coefficients, intercepts }: LogisticRegressionModel,
  points: Points,
) {
  const scores = rowProducts(
    matrixView(points.values, points.rows, inputs),
    matrixView(coefficients, classes, inputs),
  );
  for (let i = 0; i < scores.length; i++) scores[i]! += intercepts[i % classes]!;
  return scores;
}

function logJointDensities({ classes, priors, densities }: GaussianClassifierModel, points: Points) {
  const logs = new Float64Array(points.rows * classes);
  densities.forEach((density, label) => {
    gaussianMixtureLogDensity(density, points).forEach((log, row) => {
      logs[row * classes + label] = log + Math.log(priors[label]!);
    });
  });
  return logs;
}

/** exp, over its sum, in place. */
function softmax(scores: Float64Array): void {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp(scores[i]! - highest);
    sum += scores[i]!;
  }
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
}

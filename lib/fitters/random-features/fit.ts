import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { checkPoints } from "../checks";
import { fitRidge, type RidgeModel, ridgePredictions } from "../ridge/fit";
import {
  drawRandomFeatures,
  type RandomFeatureMap,
  type RandomFeatureOptions,
  randomFeatures,
} from "./features";

/** Random features with trained outputs: a network of which only the last layer learns. */
export interface RandomFeatureModel {
  readonly features: RandomFeatureMap;
  readonly readout: RidgeModel;
}

export interface RandomFeatureFitOptions extends Omit<RandomFeatureOptions, "inputs"> {
  /** As in `fitRidge`. */
  readonly ridge: number;
}

/**
 * Draws random features and fits ridge regression on them, one or several outputs. To fit the same features to several
 * sets of targets, or to parts of the rows, take the steps apart: `drawRandomFeatures`, `randomFeatures`, `fitRidge`.
 *
 * @example
 * import { createRandom, fitRandomFeatures, pointsFrom, randomFeaturePredictions } from "model-collapse";
 * const x = Array.from({ length: 50 }, (_, i) => [i / 25 - 1]);
 * const options = { width: 200, activation: "cosine", bandwidth: 0.5, ridge: 1e-3 } as const;
 * const sines = pointsFrom(x.map(([value]) => [Math.sin(3 * value)]));
 * const model = fitRandomFeatures(pointsFrom(x), sines, options, createRandom(1));
 * randomFeaturePredictions(model, pointsFrom([[0.5]])).values[0]; // → 0.998
 *
 * @throws RangeError as `drawRandomFeatures` and `fitRidge` do
 */
export function fitRandomFeatures(
  points: Points,
  targets: Points,
  options: RandomFeatureFitOptions,
  random: Random,
): RandomFeatureModel {
  checkPoints("fitRandomFeatures", points, 1);
  const features = drawRandomFeatures({ ...options, inputs: points.columns }, random);
  return { features, readout: fitRidge(randomFeatures(features, points), targets, options) };
}

/** Outputs of the model for every point, rows × outputs. Errors and cost are those of `randomFeatures`. */
export function randomFeaturePredictions(model: RandomFeatureModel, points: Points): Points {
  return ridgePredictions(model.readout, randomFeatures(model.features, points));
}

import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { columnMeans, scatterAbout } from "../multivariate-gaussian";
import { type IterationOutcome, iterate, meanLogLikelihood } from "./expectation-maximization";
import { layoutOf } from "./layout";
import type { MaximizationSettings } from "./maximization";
import {
  type CompleteOptions,
  freeParameters,
  type GaussianMixtureModel,
  type GaussianMixtureOptions,
} from "./model";
import { checkMixtureInput, completeOptions } from "./options";
import { packParameters } from "./packing";
import { createEngine, type Engine } from "./pass";
import { startingState } from "./start";
import { type MixtureState, parametersFrom } from "./state";

/** The fit on the calling thread alone; see `fitGaussianMixture` of `model-collapse`, which equals it. */
export function fitGaussianMixture(
  points: Points,
  options: GaussianMixtureOptions,
  random: Random,
): GaussianMixtureModel {
  const complete = completeOptions(options);
  checkMixtureInput(points, complete, random);
  return fitMixtureWith(createEngineFor(points, complete), points, complete, random);
}

export function createEngineFor(points: Points, options: CompleteOptions): Engine {
  return createEngine(
    layoutOf(points.rows, points.columns, options.components, options.covarianceType),
    points.values,
  );
}

/** The fit on checked input with the given engine, which is closed at the end. */
export function fitMixtureWith(
  engine: Engine,
  points: Points,
  options: CompleteOptions,
  random: Random,
): GaussianMixtureModel {
  try {
    return bestOfRestarts(engine, points, options, random);
  } finally {
    engine.close();
  }
}

function bestOfRestarts(
  engine: Engine,
  points: Points,
  options: CompleteOptions,
  random: Random,
): GaussianMixtureModel {
  const settings = maximizationSettings(points, options);
  let best: { state: MixtureState; outcome: IterationOutcome } | undefined;
  for (let restart = 0; restart < (options.start ? 1 : options.restarts); restart++) {
    const state = startingState(points, options, random);
    const outcome = iterate(engine, state, options, settings);
    if (!best || outcome.lowerBound > best.outcome.lowerBound) best = { state, outcome };
  }
  const { state, outcome } = best!;
  packParameters(state, engine.layout, engine.parameters);
  return describe(state, outcome, meanLogLikelihood(engine), points, options);
}

function maximizationSettings(points: Points, options: CompleteOptions): MaximizationSettings {
  const { covarianceType, regularization } = options;
  if (covarianceType !== "tied") return { covarianceType, regularization, total: undefined };
  const mean = columnMeans(points);
  return { covarianceType, regularization, total: { mean, scatter: scatterAbout(points, mean) } };
}

function describe(
  state: MixtureState,
  outcome: IterationOutcome,
  meanLikelihood: number,
  points: Points,
  { covarianceType, components }: CompleteOptions,
): GaussianMixtureModel {
  const parameters = freeParameters(covarianceType, components, points.columns);
  const deviance = -2 * points.rows * meanLikelihood;
  return {
    ...parametersFrom(state),
    covarianceType,
    meanLogLikelihood: meanLikelihood,
    ...outcome,
    aic: deviance + 2 * parameters,
    bic: deviance + Math.log(points.rows) * parameters,
  };
}

import type { Points } from "../data/points";
import type { Family } from "../fitters/family";
import { gaussianMixtureLogDensity } from "../fitters/gaussian-mixture/density";
import { createEngineFor, fitMixtureWith } from "../fitters/gaussian-mixture/fit";
import type {
  CompleteOptions,
  GaussianMixtureModel,
  GaussianMixtureOptions,
  MixtureParameters,
} from "../fitters/gaussian-mixture/model";
import { checkOptions, completeOptions } from "../fitters/gaussian-mixture/options";
import { type MixtureState, stateFrom } from "../fitters/gaussian-mixture/state";
import { semidefiniteCholesky } from "../fitters/linear-algebra/cholesky";
import { portable } from "../fitters/portable";
import { createAliasTable } from "../random/alias-table";
import type { Random } from "../random/random";
import { isPointMass } from "./gaussian";
import { placePoint } from "./multivariate-gaussian";

/**
 * Draws `count` points: their components first, then `dimensions` normals a point. Rows are independent (the
 * components come in random order). O(components × dimensions³ + count × dimensions²).
 */
export function sampleGaussianMixture(model: MixtureParameters, count: number, random: Random): Points {
  const { columns, weights, means, covariances } = stateFrom(model);
  const size = columns * columns;
  const factors = new Float64Array(covariances.length);
  for (let at = 0; at < covariances.length; at += size) {
    factors.set(semidefiniteCholesky(covariances.subarray(at, at + size), columns), at);
  }
  const components = random.fillCategorical(new Int32Array(count), createAliasTable(weights));
  const values = random.fillNormal(new Float64Array(count * columns));
  for (let row = 0; row < count; row++) {
    const component = components[row]!;
    placePoint(values, row * columns, columns, means, component * columns, factors, component * size);
  }
  return { values, rows: count, columns };
}

/** Settings of the mixture family: those of the fit, and where each generation starts. */
export interface GaussianMixtureFamilyOptions extends Omit<GaussianMixtureOptions, "start"> {
  /**
   * "previous" starts from the generation before (the first from k-means); "k-means" starts anew, drawn as
   * `initialization` says. Default "k-means".
   */
  readonly start?: "k-means" | "previous";
}

/**
 * The Gaussian mixture family. Fits on the calling thread: a chain already keeps every core busy.
 * With a positive regularization variances stay above it and the chain is never absorbed; without, identical
 * points give a point mass, which is absorbed, and a component that collapses alone is an error.
 * @throws RangeError for a bad option
 */
export function gaussianMixture(options: GaussianMixtureFamilyOptions): Family<Points, GaussianMixtureModel> {
  const { start = "k-means", ...fitOptions } = options;
  const complete = completeOptions(fitOptions);
  checkOptions(complete);
  if (start !== "k-means" && start !== "previous") {
    throw new RangeError(`gaussianMixture needs start to be "k-means" or "previous", got "${start}"`);
  }
  return portable<Family<Points, GaussianMixtureModel>>(
    {
      name: "gaussian mixture",
      fit: (data, random, previous) =>
        fitGeneration(data, start === "previous" ? { ...complete, start: previous } : complete, random),
      sample: sampleGaussianMixture,
      logDensity: gaussianMixtureLogDensity,
      isAbsorbed: (model) => isMixturePointMass(stateFrom(model)),
      sharpen: (model, bias) => ({
        ...model,
        covariances: model.covariances.map((rows) => rows.map((row) => row.map((entry) => entry * bias))),
      }),
    },
    "gaussianMixture",
    options,
  );
}

function fitGeneration(data: Points, options: CompleteOptions, random: Random): GaussianMixtureModel {
  if (data.rows < options.components) {
    throw new RangeError(
      `gaussianMixture needs at least as many rows as components in every generation, got ${data.rows} rows ` +
        `for ${options.components} components. Raise samplesPerGeneration`,
    );
  }
  if (options.regularization === 0 && allRowsEqual(data)) return pointMass(data, options);
  return fitMixtureWith(createEngineFor(data, options), data, options, random);
}

function allRowsEqual({ values, columns }: Points): boolean {
  for (let i = columns; i < values.length; i++) if (values[i] !== values[i % columns]) return false;
  return true;
}

function pointMass({ values, columns }: Points, options: CompleteOptions): GaussianMixtureModel {
  const { components, covarianceType } = options;
  const point = Array.from(values.subarray(0, columns));
  const zeros = () => Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  return {
    weights: Array.from({ length: components }, (_, k) => (k === 0 ? 1 : 0)),
    means: Array.from({ length: components }, () => point.slice()),
    covariances: Array.from({ length: components }, zeros),
    covarianceType,
    meanLogLikelihood: Infinity,
    lowerBound: Infinity,
    iterations: 0,
    converged: true,
    aic: -Infinity,
    bic: -Infinity,
  };
}

/** Whether all components sit on one point and none of them varies. */
function isMixturePointMass({ components, columns, means, covariances }: MixtureState): boolean {
  for (let at = 0; at < components * columns; at++) {
    const variance = covariances[at * columns + (at % columns)]!;
    if (means[at] !== means[at % columns] || !isPointMass(means[at]!, Math.sqrt(variance))) return false;
  }
  return true;
}

import type { Points } from "../data/points";
import type { Family } from "../fitters/family";
import { cholesky, logDeterminant, semidefiniteCholesky } from "../fitters/linear-algebra/cholesky";
import { solveLower } from "../fitters/linear-algebra/triangular";
import {
  type MultivariateGaussianModel,
  type MultivariateGaussianOptions,
  multivariateMoments,
} from "../fitters/multivariate-gaussian";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";
import { isPointMass } from "./gaussian";

/**
 * Draws `count` points, `dimensions` normals each. A singular covariance is allowed: the points then lie in
 * its subspace. O(dimensions³ + count × dimensions²).
 */
export function sampleMultivariateGaussian(
  model: MultivariateGaussianModel,
  count: number,
  random: Random,
): Points {
  const { dimensions, mean, covariance } = model;
  const factor = semidefiniteCholesky(covariance, dimensions);
  const values = random.fillNormal(new Float64Array(count * dimensions));
  for (let at = 0; at < values.length; at += dimensions) {
    placePoint(values, at, dimensions, mean, 0, factor, 0);
  }
  return { values, rows: count, columns: dimensions };
}

/**
 * Turns independent standard normals into a draw, mean + L z, in place: from the last coordinate down, since
 * coordinate i needs only the normals 0 … i.
 */
export function placePoint(
  values: Float64Array,
  at: number,
  dimensions: number,
  means: Float64Array,
  meanAt: number,
  factors: Float64Array,
  factorAt: number,
): void {
  for (let i = dimensions - 1; i >= 0; i--) {
    let coordinate = means[meanAt + i]!;
    const row = factorAt + i * dimensions;
    for (let j = 0; j <= i; j++) coordinate += factors[row + j]! * values[at + j]!;
    values[at + i] = coordinate;
  }
}

/**
 * Natural logarithm of the density at every point. O(dimensions³ + rows × dimensions²).
 * @throws RangeError when the covariance is singular: the model then has no density
 */
export function multivariateGaussianLogDensity(
  model: MultivariateGaussianModel,
  points: Points,
): Float64Array {
  const { dimensions, mean } = model;
  const factor = cholesky(model.covariance, dimensions);
  const peak = -0.5 * (dimensions * Math.log(2 * Math.PI) + logDeterminant(factor, dimensions));
  const deviation = new Float64Array(dimensions);
  return new Float64Array(points.rows).map((_, row) => {
    for (let c = 0; c < dimensions; c++) deviation[c] = points.values[row * dimensions + c]! - mean[c]!;
    solveLower(factor, dimensions, deviation);
    return peak - 0.5 * deviation.reduce((sum, z) => sum + z * z, 0);
  });
}

/**
 * The multivariate Gaussian family: each generation is the mean and covariance of what it was trained on.
 * It divides by n unless `unbiased`, and is absorbed once its samples no longer vary in any coordinate.
 */
export function multivariateGaussian(
  options: MultivariateGaussianOptions = {},
): Family<Points, MultivariateGaussianModel> {
  const unbiased = options.unbiased ?? false;
  return portable<Family<Points, MultivariateGaussianModel>>(
    {
      name: "multivariate Gaussian",
      fit: (data) => multivariateMoments(data, unbiased),
      sample: sampleMultivariateGaussian,
      logDensity: multivariateGaussianLogDensity,
      sharpen: (model, bias) => ({
        ...model,
        covariance: model.covariance.map((entry) => entry * bias),
      }),
      isAbsorbed: ({ dimensions, mean, covariance }) =>
        mean.every((centre, c) => isPointMass(centre, Math.sqrt(covariance[c * dimensions + c]!))),
    },
    "multivariateGaussian",
    options,
  );
}

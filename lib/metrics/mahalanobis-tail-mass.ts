import type { Points, Sample } from "../data/points";
import { checkedSample, checkPoints } from "../fitters/checks";
import type { GaussianModel } from "../fitters/gaussian";
import { choleskyInto } from "../fitters/linear-algebra/cholesky";
import { solveLower } from "../fitters/linear-algebra/triangular";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";
import { chiSquaredTail } from "./chi-squared-tail";
import { checkGaussian, checkMultivariateGaussian } from "./gaussian-checks";

/**
 * Share of observations beyond a Mahalanobis radius under a model: √((x − μ)ᵀ Σ⁻¹ (x − μ)) > radius; in one
 * dimension |x − μ| > radius × σ. The usual tail monitor of a chain: the model is that of the real data, the
 * observations are a later generation's. O(rows × dimensions²).
 * @throws RangeError when there are no observations, a number is not finite, dimensions differ, the radius is
 *   negative, or the model has no spread (standard deviation 0, singular covariance)
 */
export function mahalanobisTailMass(sample: Sample, model: GaussianModel, radius: number): number;
export function mahalanobisTailMass(points: Points, model: MultivariateGaussianModel, radius: number): number;
export function mahalanobisTailMass(
  data: Sample | Points,
  model: GaussianModel | MultivariateGaussianModel,
  radius: number,
): number {
  checkRadius("mahalanobisTailMass", radius);
  if ("covariance" in model) return multivariateTailMass(data as Points, model, radius);
  const sample = checkedSample("mahalanobisTailMass", data as Sample, 1);
  checkGaussian("mahalanobisTailMass", model);
  if (model.standardDeviation === 0) throw noSpread();
  const limit = radius * model.standardDeviation;
  let beyond = 0;
  for (const value of sample) if (Math.abs(value - model.mean) > limit) beyond++;
  return beyond / sample.length;
}

/**
 * The same share expected of observations from the model itself: P(χ² > radius²) with `dimensions` degrees of
 * freedom.
 * @throws RangeError when the radius is negative or dimensions is not a positive whole number
 *
 * @example
 * import { gaussianTailMass } from "model-collapse";
 * gaussianTailMass(1, 1.96); // → 0.05
 */
export function gaussianTailMass(dimensions: number, radius: number): number {
  checkRadius("gaussianTailMass", radius);
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new RangeError(`gaussianTailMass needs dimensions to be a whole number ≥ 1, got ${dimensions}`);
  }
  return chiSquaredTail(radius * radius, dimensions);
}

function multivariateTailMass(points: Points, model: MultivariateGaussianModel, radius: number): number {
  checkPoints("mahalanobisTailMass", points, 1);
  checkMultivariateGaussian("mahalanobisTailMass", model);
  const order = model.dimensions;
  if (points.columns !== order) {
    throw new RangeError(
      `mahalanobisTailMass needs points of the model's ${order} dimensions, got ${points.columns} columns`,
    );
  }
  const factor = new Float64Array(order * order);
  if (!choleskyInto(model.covariance, order, factor)) throw noSpread();
  const deviation = new Float64Array(order);
  let beyond = 0;
  for (let at = 0; at < points.values.length; at += order) {
    for (let c = 0; c < order; c++) deviation[c] = points.values[at + c]! - model.mean[c]!;
    let square = 0;
    for (const value of solveLower(factor, order, deviation)) square += value * value;
    if (square > radius * radius) beyond++;
  }
  return beyond / points.rows;
}

function checkRadius(caller: string, radius: number): void {
  if (!(radius >= 0)) throw new RangeError(`${caller} needs a radius ≥ 0, got ${radius}`);
}

function noSpread(): RangeError {
  return new RangeError(
    "mahalanobisTailMass needs a model that spreads in every direction, got one with a singular covariance. " +
      "Hold the data against the model of the real data, not against a collapsed one",
  );
}

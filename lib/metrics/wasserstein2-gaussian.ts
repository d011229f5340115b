import type { GaussianModel } from "../fitters/gaussian";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";
import { areMultivariate, checkGaussian } from "./gaussian-checks";
import { squaredTransport } from "./squared-transport";

/**
 * Wasserstein-2 distance between normal distributions, in data units: the root of
 * `squaredWasserstein2Gaussian`.
 * @throws RangeError when a number is not finite, a variance is negative, or the dimensions differ
 * @throws TypeError when one model is in one dimension and the other multivariate
 *
 * @example
 * import { wasserstein2Gaussian } from "model-collapse";
 * wasserstein2Gaussian({ mean: 0, standardDeviation: 1 }, { mean: 3, standardDeviation: 5 }); // → 5
 */
export function wasserstein2Gaussian(a: GaussianModel, b: GaussianModel): number;
export function wasserstein2Gaussian(a: MultivariateGaussianModel, b: MultivariateGaussianModel): number;
export function wasserstein2Gaussian(
  a: GaussianModel | MultivariateGaussianModel,
  b: GaussianModel | MultivariateGaussianModel,
): number {
  return Math.sqrt(
    squaredWasserstein2Gaussian(a as MultivariateGaussianModel, b as MultivariateGaussianModel),
  );
}

/**
 * Squared Wasserstein-2 distance between normal distributions, in squared data units, singular ones included:
 * ‖μ_a − μ_b‖² + tr Σ_a + tr Σ_b − 2 tr (Σ_a^½ Σ_b Σ_a^½)^½ (Dowson & Landau 1982; the covariance part is the
 * Bures metric). This is the quantity of Shumailov et al. 2024, theorem 3.1. O(dimensions³).
 * @throws RangeError when a number is not finite, a variance is negative, or the dimensions differ
 * @throws TypeError when one model is in one dimension and the other multivariate
 */
export function squaredWasserstein2Gaussian(a: GaussianModel, b: GaussianModel): number;
export function squaredWasserstein2Gaussian(
  a: MultivariateGaussianModel,
  b: MultivariateGaussianModel,
): number;
export function squaredWasserstein2Gaussian(
  a: GaussianModel | MultivariateGaussianModel,
  b: GaussianModel | MultivariateGaussianModel,
): number {
  return areMultivariate("wasserstein2Gaussian", a, b)
    ? squaredTransport("wasserstein2Gaussian", a as MultivariateGaussianModel, b as MultivariateGaussianModel)
    : squaredUnivariate(a as GaussianModel, b as GaussianModel);
}

function squaredUnivariate(a: GaussianModel, b: GaussianModel): number {
  checkGaussian("wasserstein2Gaussian", a);
  checkGaussian("wasserstein2Gaussian", b);
  return (a.mean - b.mean) ** 2 + (a.standardDeviation - b.standardDeviation) ** 2;
}

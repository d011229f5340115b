import type { GaussianModel } from "../fitters/gaussian";
import { semidefiniteCholesky } from "../fitters/linear-algebra/cholesky";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";
import {
  areEqualGaussians,
  areMultivariate,
  checkGaussian,
  checkTwoMultivariateGaussians,
} from "./gaussian-checks";
import { nuclearNorm } from "./nuclear-norm";

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
 * Bures metric). Its last trace is the sum of the singular values of L_aᵀ L_b, Σ = L Lᵀ, which needs no
 * matrix square root and keeps more digits. This is the quantity of Shumailov et al. 2024, theorem 3.1.
 * O(dimensions³).
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
    ? squaredMultivariate(a as MultivariateGaussianModel, b as MultivariateGaussianModel)
    : squaredUnivariate(a as GaussianModel, b as GaussianModel);
}

function squaredUnivariate(a: GaussianModel, b: GaussianModel): number {
  checkGaussian("wasserstein2Gaussian", a);
  checkGaussian("wasserstein2Gaussian", b);
  return (a.mean - b.mean) ** 2 + (a.standardDeviation - b.standardDeviation) ** 2;
}

function squaredMultivariate(a: MultivariateGaussianModel, b: MultivariateGaussianModel): number {
  checkTwoMultivariateGaussians("wasserstein2Gaussian", a, b);
  if (areEqualGaussians(a, b)) return 0;
  const order = a.dimensions;
  let squaredShift = 0;
  let traces = 0;
  for (let i = 0; i < order; i++) {
    squaredShift += (a.mean[i]! - b.mean[i]!) ** 2;
    traces += a.covariance[i * order + i]! + b.covariance[i * order + i]!;
  }
  const product = transposedProduct(
    semidefiniteCholesky(a.covariance, order),
    semidefiniteCholesky(b.covariance, order),
    order,
  );
  // The difference of equal traces is rounding: never let it make a distance imaginary.
  return squaredShift + Math.max(0, traces - 2 * nuclearNorm(product, order));
}

/** AᵀB of two lower-triangular matrices. */
function transposedProduct(a: Float64Array, b: Float64Array, order: number): Float64Array {
  const product = new Float64Array(order * order);
  for (let r = 0; r < order; r++) {
    for (let i = 0; i <= r; i++) {
      const left = a[r * order + i]!;
      for (let j = 0; j <= r; j++) product[i * order + j]! += left * b[r * order + j]!;
    }
  }
  return product;
}

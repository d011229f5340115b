import { pivotedCholesky, type SemidefiniteFactor } from "../fitters/linear-algebra/pivoted-cholesky";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";
import { areEqualGaussians, checkTwoMultivariateGaussians } from "./gaussian-checks";
import { nuclearNorm } from "./nuclear-norm";

/**
 * Squared Wasserstein-2 distance of two Gaussians, singular ones included: ‖μ_a − μ_b‖² + tr Σ_a + tr Σ_b −
 * 2 tr (Σ_a^½ Σ_b Σ_a^½)^½. The last trace is the sum of the singular values of F_aᵀ F_b, Σ = F Fᵀ, which needs
 * no matrix square root and keeps more digits: null directions add nothing, not even the root of a rounding
 * error. O(dimensions³).
 * @throws RangeError when a number is not finite, a variance is negative, or the dimensions differ
 */
export function squaredTransport(
  caller: string,
  a: MultivariateGaussianModel,
  b: MultivariateGaussianModel,
): number {
  checkTwoMultivariateGaussians(caller, a, b);
  if (areEqualGaussians(a, b)) return 0;
  const order = a.dimensions;
  let squaredShift = 0;
  let traces = 0;
  for (let i = 0; i < order; i++) {
    squaredShift += (a.mean[i]! - b.mean[i]!) ** 2;
    traces += a.covariance[i * order + i]! + b.covariance[i * order + i]!;
  }
  const [first, second] = [pivotedCholesky(a.covariance, order), pivotedCholesky(b.covariance, order)];
  const overlap = nuclearNorm(transposedProduct(first, second, order), first.rank, second.rank);
  // The difference of equal traces is rounding: never let it make a distance imaginary.
  return squaredShift + Math.max(0, traces - 2 * overlap);
}

/** AᵀB, row-major. */
function transposedProduct(a: SemidefiniteFactor, b: SemidefiniteFactor, order: number): Float64Array {
  const product = new Float64Array(a.rank * b.rank);
  for (let r = 0; r < order; r++) {
    for (let i = 0; i < a.rank; i++) {
      const left = a.factor[r * a.rank + i]!;
      for (let j = 0; j < b.rank; j++) product[i * b.rank + j]! += left * b.factor[r * b.rank + j]!;
    }
  }
  return product;
}

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

/** Rows taken at a time, so that an entry of the product is read and written once for all of them. */
const rowsAtOnce = 4;

/** AᵀB, row-major. */
function transposedProduct(a: SemidefiniteFactor, b: SemidefiniteFactor, order: number): Float64Array {
  const product = new Float64Array(a.rank * b.rank);
  const [left, right] = [padRows(a, order), padRows(b, order)];
  const [width, step] = [a.rank, b.rank];
  for (let r = 0; r < order; r += rowsAtOnce) {
    for (let i = 0; i < width; i++) {
      const at = r * width + i;
      const [first, second] = [left[at]!, left[at + width]!];
      const [third, fourth] = [left[at + 2 * width]!, left[at + 3 * width]!];
      for (let j = 0, to = i * step, k = r * step; j < step; j++, to++, k++) {
        const sum = product[to]! + first * right[k]! + second * right[k + step]!;
        product[to] = sum + third * right[k + 2 * step]! + fourth * right[k + 3 * step]!;
      }
    }
  }
  return product;
}

/** The factor with rows of 0 behind it, up to a multiple of `rowsAtOnce`. */
function padRows({ factor, rank }: SemidefiniteFactor, order: number): Float64Array {
  const padded = new Float64Array(Math.ceil(order / rowsAtOnce) * rowsAtOnce * rank);
  padded.set(factor);
  return padded;
}

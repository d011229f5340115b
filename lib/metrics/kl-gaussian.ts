import type { GaussianModel } from "../fitters/gaussian";
import { choleskyInto, logDeterminant } from "../fitters/linear-algebra/cholesky";
import { solveLower } from "../fitters/linear-algebra/triangular";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";
import {
  areEqualGaussians,
  areMultivariate,
  checkGaussian,
  checkTwoMultivariateGaussians,
} from "./gaussian-checks";

/**
 * Kullback–Leibler divergence KL(a ‖ b) between normal distributions, in nats: in one dimension ln(σ_b/σ_a) +
 * (σ_a² + (μ_a − μ_b)²)/(2σ_b²) − ½. Equal models give 0; otherwise a model without a density (standard
 * deviation 0 or singular covariance), such as a collapsed one, gives Infinity. O(dimensions³).
 * @throws RangeError when a number is not finite, a variance is negative, or the dimensions differ
 * @throws TypeError when one model is in one dimension and the other multivariate
 *
 * @example
 * import { klGaussian } from "model-collapse";
 * klGaussian({ mean: 0, standardDeviation: 1 }, { mean: 1, standardDeviation: 2 }); // → 0.443147
 */
export function klGaussian(a: GaussianModel, b: GaussianModel): number;
export function klGaussian(a: MultivariateGaussianModel, b: MultivariateGaussianModel): number;
export function klGaussian(
  a: GaussianModel | MultivariateGaussianModel,
  b: GaussianModel | MultivariateGaussianModel,
): number {
  return areMultivariate("klGaussian", a, b)
    ? klMultivariate(a as MultivariateGaussianModel, b as MultivariateGaussianModel)
    : klUnivariate(a as GaussianModel, b as GaussianModel);
}

function klUnivariate(a: GaussianModel, b: GaussianModel): number {
  checkGaussian("klGaussian", a);
  checkGaussian("klGaussian", b);
  if (a.mean === b.mean && a.standardDeviation === b.standardDeviation) return 0;
  if (a.standardDeviation === 0 || b.standardDeviation === 0) return Infinity;
  const ratio = a.standardDeviation / b.standardDeviation;
  const shift = (a.mean - b.mean) / b.standardDeviation;
  return Math.max(0, (ratio * ratio - 1 + shift * shift) / 2 - Math.log(ratio));
}

/** ½ (‖L_b⁻¹L_a‖² + ‖L_b⁻¹(μ_a − μ_b)‖² − d + ln det Σ_b − ln det Σ_a), Σ = L Lᵀ. */
function klMultivariate(a: MultivariateGaussianModel, b: MultivariateGaussianModel): number {
  checkTwoMultivariateGaussians("klGaussian", a, b);
  if (areEqualGaussians(a, b)) return 0;
  const order = a.dimensions;
  const [factorA, factorB] = [new Float64Array(order * order), new Float64Array(order * order)];
  const haveDensities =
    choleskyInto(a.covariance, order, factorA) && choleskyInto(b.covariance, order, factorB);
  if (!haveDensities) return Infinity;
  const column = new Float64Array(order);
  let squares = 0;
  for (let c = -1; c < order; c++) {
    for (let r = 0; r < order; r++) column[r] = c < 0 ? a.mean[r]! - b.mean[r]! : factorA[r * order + c]!;
    for (const value of solveLower(factorB, order, column)) squares += value * value;
  }
  const logRatio = logDeterminant(factorB, order) - logDeterminant(factorA, order);
  return Math.max(0, (squares - order + logRatio) / 2);
}

import type { Points } from "../../data/points";
import { cholesky, semidefiniteCholesky } from "../linear-algebra/cholesky";
import { solveLower } from "../linear-algebra/triangular";
import { type MultivariateGaussianModel, multivariateMoments } from "../multivariate-gaussian";
import { bandwidthFactor } from "./bandwidth";
import type { KernelDensityPlan, MultivariateKernelDensityModel } from "./model";

/**
 * Kernels about points, drawn towards their mean when asked for.
 * @throws RangeError when the points do not spread in every direction and the kernel therefore does not either
 */
export function multivariateKernels(
  caller: string,
  points: Points,
  plan: KernelDensityPlan,
): MultivariateKernelDensityModel {
  const model = multivariateKernelsOf(points, plan);
  if (factorOfSpread(model.kernelCovariance, points.columns)) return model;
  throw new RangeError(
    `${caller} needs points that vary in every direction of their ${points.columns} dimensions: their covariance is singular. ` +
      "Drop columns that follow from others, add rows, or give the bandwidth as a number, without shrink",
  );
}

/** L with L Lᵀ = covariance, or undefined when that is singular up to rounding. */
export function factorOfSpread(covariance: Float64Array, order: number): Float64Array | undefined {
  const factor = semidefiniteCholesky(covariance, order);
  for (let i = 0; i < order; i++) if (!(factor[i * order + i]! > 0)) return undefined;
  return factor;
}

/** The same without any check, for chains: points that do not vary give a kernel without spread. */
export function multivariateKernelsOf(
  points: Points,
  { bandwidth, shrink }: KernelDensityPlan,
): MultivariateKernelDensityModel {
  const { rows, columns } = points;
  const moments = multivariateMoments(points, false);
  if (typeof bandwidth === "number") {
    const round = new Float64Array(columns * columns);
    for (let c = 0; c < columns; c++) round[c * columns + c] = bandwidth ** 2;
    return shrink
      ? shrunkRound(points, moments, round)
      : { centres: copyOf(points), kernelCovariance: round };
  }
  const unbiased = rows > 1 ? rows / (rows - 1) : 1;
  const share = bandwidthFactor(bandwidth, rows, columns) ** 2 * unbiased;
  const contraction = shrink ? 1 / Math.sqrt(1 + share) : 1;
  const kernelCovariance = moments.covariance.map((entry) => share * contraction ** 2 * entry);
  return {
    centres: shrink ? contracted(points, moments.mean, contraction) : copyOf(points),
    kernelCovariance,
  };
}

function copyOf(points: Points): Points {
  return { ...points, values: points.values.slice() };
}

/** Points at a share of their way from the mean: Silverman's (1 + h²)^(−1/2) where a rule made the kernel. */
function contracted(points: Points, mean: Float64Array, share: number): Points {
  const { columns } = points;
  const values = points.values.map((value, i) => mean[i % columns]! + share * (value - mean[i % columns]!));
  return { ...points, values };
}

/**
 * Centres and kernel under the linear map A = L M⁻¹ about the mean, with L Lᵀ the covariance of the points and M Mᵀ
 * that of the whole, points and round kernel: the whole then has the covariance of the points.
 */
function shrunkRound(
  { values, rows, columns }: Points,
  { mean, covariance }: MultivariateGaussianModel,
  round: Float64Array,
): MultivariateKernelDensityModel {
  const own = semidefiniteCholesky(covariance, columns);
  const whole = cholesky(
    covariance.map((entry, i) => entry + round[i]!),
    columns,
  );
  const centres = new Float64Array(values.length);
  const deviation = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let c = 0; c < columns; c++) deviation[c] = values[at + c]! - mean[c]!;
    solveLower(whole, columns, deviation);
    for (let c = 0; c < columns; c++) centres[at + c] = mean[c]! + rowTimes(own, columns, c, deviation);
  }
  return {
    centres: { values: centres, rows, columns },
    kernelCovariance: mapped(round, columns, own, whole),
  };
}

/** A K Aᵀ for A = L M⁻¹, through B = M⁻¹ F with F Fᵀ = K: then A F = L B. */
function mapped(kernel: Float64Array, order: number, own: Float64Array, whole: Float64Array): Float64Array {
  const factor = semidefiniteCholesky(kernel, order);
  const image = new Float64Array(order * order);
  const column = new Float64Array(order);
  for (let j = 0; j < order; j++) {
    for (let i = 0; i < order; i++) column[i] = factor[i * order + j]!;
    solveLower(whole, order, column);
    for (let i = 0; i < order; i++) image[i * order + j] = rowTimes(own, order, i, column);
  }
  return Float64Array.from({ length: order * order }, (_, at) => {
    let sum = 0;
    const [left, right] = [Math.floor(at / order) * order, (at % order) * order];
    for (let p = 0; p < order; p++) sum += image[left + p]! * image[right + p]!;
    return sum;
  });
}

/** Row i of a lower triangle times a vector. */
function rowTimes(lower: Float64Array, order: number, i: number, vector: Float64Array): number {
  let sum = 0;
  for (let p = 0; p <= i; p++) sum += lower[i * order + p]! * vector[p]!;
  return sum;
}

import type { Points } from "../../data/points";
import { checkedSample, checkPoints } from "../checks";
import { isPoints } from "./fit";
import { logGaussianSums } from "./gauss-transform/log-sums";
import type { KernelDensityModel, MultivariateKernelDensityModel } from "./model";
import { multivariateLogSums } from "./multivariate-sums";

/**
 * Density of a kernel density estimate at every number or point of `at`, per unit of the data (or of their volume).
 * Errors are relative to each density itself, about 10⁻¹⁵ times the larger of 1 and its logarithm, in the tails as
 * at the peak; below 5e-324 it is 0, where `kernelLogDensity` still tells.
 *
 * In one dimension O((n + m) log(n + m)) for n observations and m places: 10,000 at 10,000 take some 10 ms. In several
 * dimensions every pair is visited, O(n m columns), in O(n + m) memory.
 *
 * @throws RangeError for places of other dimensions than the model's, or that are not finite, or when a model in
 * several dimensions has a singular kernel, as at the end of a chain
 */
export function kernelDensity(model: KernelDensityModel, at: ArrayLike<number>): Float64Array;
export function kernelDensity(model: MultivariateKernelDensityModel, at: Points): Float64Array;
export function kernelDensity(
  model: KernelDensityModel | MultivariateKernelDensityModel,
  at: ArrayLike<number> | Points,
): Float64Array {
  return logDensity("kernelDensity", model, at).map(Math.exp);
}

/**
 * Natural logarithm of what `kernelDensity` gives: finite however far a place is, until its squared distance in
 * bandwidths exceeds 10³⁰⁸. Cost and errors are those of `kernelDensity`. A model in one dimension whose bandwidth is
 * 0, such as a chain may end with, has infinite density at its centres and none elsewhere.
 */
export function kernelLogDensity(model: KernelDensityModel, at: ArrayLike<number>): Float64Array;
export function kernelLogDensity(model: MultivariateKernelDensityModel, at: Points): Float64Array;
export function kernelLogDensity(
  model: KernelDensityModel | MultivariateKernelDensityModel,
  at: ArrayLike<number> | Points,
): Float64Array {
  return logDensity("kernelLogDensity", model, at);
}

function logDensity(
  caller: string,
  model: KernelDensityModel | MultivariateKernelDensityModel,
  at: ArrayLike<number> | Points,
): Float64Array {
  if (!("bandwidth" in model)) {
    if (!isPoints(at)) throw otherDimensions(caller, model.centres.columns, "an array of numbers");
    checkPoints(caller, at, 0);
    if (at.columns !== model.centres.columns) {
      throw otherDimensions(caller, model.centres.columns, `points in ${at.columns}`);
    }
    return multivariateLogSums(caller, model, at);
  }
  if (isPoints(at)) throw otherDimensions(caller, 1, `points in ${at.columns}`);
  return univariateLogDensity(model, checkedSample(caller, at, 0));
}

/** The logarithm in one dimension without any check, for chains. */
export function univariateLogDensity(
  { centres, bandwidth }: KernelDensityModel,
  at: Float64Array,
): Float64Array {
  if (bandwidth === 0) {
    const present = new Set(centres);
    return at.map((x) => (present.has(x) ? Infinity : -Infinity));
  }
  const scale = Math.log(centres.length) + Math.log(bandwidth) + 0.5 * Math.log(2 * Math.PI);
  const logarithms = logGaussianSums(centres, at, bandwidth);
  for (let i = 0; i < logarithms.length; i++) logarithms[i]! -= scale;
  return logarithms;
}

function otherDimensions(caller: string, dimensions: number, came: string): RangeError {
  const need =
    dimensions === 1 ? "numbers, for a model in one dimension" : `points in ${dimensions} dimensions`;
  return new RangeError(`${caller} needs ${need} like the model's observations, got ${came}`);
}

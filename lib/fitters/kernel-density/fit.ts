import type { Points, Sample } from "../../data/points";
import { checkedSample, checkPoints } from "../checks";
import { gaussianMoments } from "../gaussian";
import { bandwidthFactor, fewestObservations, planOf } from "./bandwidth";
import type {
  KernelDensityModel,
  KernelDensityOptions,
  KernelDensityPlan,
  MultivariateKernelDensityModel,
} from "./model";
import { multivariateKernels } from "./multivariate";

const caller = "fitKernelDensity";

/**
 * Gaussian kernel density estimate of a sample, or of points in several dimensions. `kernelDensity` evaluates it,
 * `sampleKernelDensity` draws from it. The model keeps a copy of the observations; O(n), or O(rows × columns²).
 *
 * A chain of such fits without `shrink` gains the kernel's variance in every generation; with it the variance only
 * shrinks by 1 − 1/n, as in a chain that resamples.
 *
 * @example
 * import { fitKernelDensity, kernelDensity } from "model-collapse";
 * const model = fitKernelDensity([0, 1, 2, 4], { bandwidth: "scott" });
 * model.bandwidth; // → 1.294289
 * kernelDensity(model, [1, 3])[0]; // → 0.196655
 *
 * @throws RangeError for an empty sample; a single observation or one that does not vary, with a rule or shrinkage;
 * points in a subspace, with a rule; numbers that are not finite; or a bandwidth that is not positive
 */
export function fitKernelDensity(
  sample: ArrayLike<number>,
  options?: KernelDensityOptions,
): KernelDensityModel;
export function fitKernelDensity(
  points: Points,
  options?: KernelDensityOptions,
): MultivariateKernelDensityModel;
export function fitKernelDensity(
  data: ArrayLike<number> | Points,
  options: KernelDensityOptions = {},
): KernelDensityModel | MultivariateKernelDensityModel {
  const plan = planOf(caller, options);
  if (isPoints(data)) {
    checkPoints(caller, data, fewestObservations(plan));
    return multivariateKernels(caller, data, plan);
  }
  const sample = checkedSample(caller, data, fewestObservations(plan));
  const model = kernelsOf(sample, plan);
  if (model.bandwidth > 0 && model.bandwidth < Infinity) return model;
  throw new RangeError(
    model.bandwidth === Infinity || Number.isNaN(model.bandwidth)
      ? `${caller} needs numbers whose squares are finite. Rescale them`
      : `${caller} needs a sample that varies: all ${sample.length} observations are ${sample[0]}. ` +
          "Give the bandwidth as a number, without shrink",
  );
}

/** Whether data are points in several dimensions, not numbers. */
export function isPoints(data: unknown): data is Points {
  return typeof data === "object" && data !== null && "rows" in data && "columns" in data;
}

/** The same in one dimension without any check, for chains: a sample that does not vary gives a bandwidth of 0. */
export function kernelsOf(sample: Sample, { bandwidth, shrink }: KernelDensityPlan): KernelDensityModel {
  const count = sample.length;
  const { mean, standardDeviation } = gaussianMoments(sample, false);
  const unbiased = count > 1 ? standardDeviation * Math.sqrt(count / (count - 1)) : 0;
  const width = typeof bandwidth === "number" ? bandwidth : bandwidthFactor(bandwidth, count, 1) * unbiased;
  if (!shrink) return { centres: sample.slice(), bandwidth: width };
  // The variance of the whole is that of the centres plus that of the kernel: this brings it back.
  const total = Math.hypot(standardDeviation, width);
  const share = total > 0 ? standardDeviation / total : 0;
  return { centres: sample.map((x) => mean + share * (x - mean)), bandwidth: share * width };
}

import type { Points } from "../data/points";
import { type OpenCrew, openAlone } from "../fitters/crew";
import { type Cloud, checkedClouds } from "./clouds";
import { medianOfDistances } from "./median-distance";
import { unitOf } from "./neighbours/packed-points";
import { type PairSums, pairSums } from "./pairs/pair-sums";
import { estimatedContrast, unbiasedContrast } from "./pairs/two-sample-statistic";
import type { Estimate } from "./summaries";

export interface DiscrepancyOptions {
  /**
   * Width h of the kernel exp(−‖x − y‖²/(2h²)), in data units (scikit-learn's gamma is 1/(2h²)), or "median": the
   * median distance of the pooled points, see `medianDistance`. It changes with the data: to compare generations,
   * measure it once and give the number. Default "median".
   */
  readonly bandwidth?: number | "median";
}

/** `maximumMeanDiscrepancy` on the calling thread alone, which runs anywhere. */
export function maximumMeanDiscrepancy(x: Cloud, y: Cloud, options: DiscrepancyOptions = {}): number {
  return maximumMeanDiscrepancyWith(openAlone, x, y, options);
}

export function maximumMeanDiscrepancyWith(
  open: OpenCrew,
  x: Cloud,
  y: Cloud,
  options: DiscrepancyOptions,
): number {
  const clouds = checkedClouds("maximumMeanDiscrepancy", x, y, 2);
  return unbiasedContrast(gaussianSums("maximumMeanDiscrepancy", open, clouds, options), 1);
}

export function estimateMaximumMeanDiscrepancyWith(
  open: OpenCrew,
  x: Cloud,
  y: Cloud,
  options: DiscrepancyOptions,
): Estimate {
  const clouds = checkedClouds("estimateMaximumMeanDiscrepancy", x, y, 3);
  return estimatedContrast(gaussianSums("estimateMaximumMeanDiscrepancy", open, clouds, options), 1);
}

function gaussianSums(
  caller: string,
  open: OpenCrew,
  [first, second]: readonly [Points, Points],
  { bandwidth = "median" }: DiscrepancyOptions,
): PairSums {
  const width = bandwidth === "median" ? medianOfDistances(caller, first, second) : bandwidth;
  if (!(typeof width === "number" && width > 0 && width < Infinity)) {
    throw new RangeError(`${caller} needs bandwidth to be "median" or a number above 0, got ${bandwidth}`);
  }
  const unit = unitOf(first, second);
  const scaled = (points: Points): Points => ({ ...points, values: points.values.map((x) => x / unit) });
  // A rate that is infinite would make 0 × ∞ of points that coincide; this one tells all others apart.
  const rate = Math.min(0.5 * (unit / width) ** 2, Number.MAX_VALUE);
  return pairSums(open, { name: "gaussian", rate }, scaled(first), scaled(second));
}

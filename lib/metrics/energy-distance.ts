import { type OpenCrew, openAlone } from "../fitters/crew";
import { type Cloud, checkedClouds } from "./clouds";
import { distanceSums } from "./pairs/distance-sums";
import { biasedContrast, estimatedContrast } from "./pairs/two-sample-statistic";
import { sorted } from "./quantile-coupling";
import type { Estimate } from "./summaries";

/** `energyDistance` on the calling thread alone, which runs anywhere. */
export function energyDistance(x: Cloud, y: Cloud): number {
  return energyDistanceWith(openAlone, x, y);
}

export function energyDistanceWith(open: OpenCrew, x: Cloud, y: Cloud): number {
  const [first, second] = checkedClouds("energyDistance", x, y, 1);
  if (first.columns === 1) return Math.sqrt(2 * squaredDistributionDistance(first.values, second.values));
  const sums = distanceSums(open, first, second);
  // The difference of equal means is rounding: never let it make a distance imaginary.
  return Math.sqrt(Math.max(0, -biasedContrast(sums))) * Math.sqrt(sums.unit);
}

export function estimateSquaredEnergyDistanceWith(open: OpenCrew, x: Cloud, y: Cloud): Estimate {
  const [first, second] = checkedClouds("estimateSquaredEnergyDistance", x, y, 3);
  const sums = distanceSums(open, first, second);
  const { measured, standardError } = estimatedContrast(sums, 0);
  return { measured: -measured * sums.unit, standardError: standardError * sums.unit };
}

/** ∫ (F − G)² of the empirical distribution functions of two samples. */
function squaredDistributionDistance(a: Float64Array, b: Float64Array): number {
  const [left, right] = [sorted(a), sorted(b)];
  let [i, j, area] = [0, 0, 0];
  let position = Math.min(left[0]!, right[0]!);
  while (i < left.length || j < right.length) {
    const next = Math.min(left[i] ?? Infinity, right[j] ?? Infinity);
    area += (i / left.length - j / right.length) ** 2 * (next - position);
    position = next;
    while (left[i] === position) i++;
    while (right[j] === position) j++;
  }
  return area;
}

import type { Points } from "../../data/points";
import { checkWholeNumber } from "../../fitters/checks";
import type { Random } from "../../random/random";
import { type Cloud, checkedClouds } from "../clouds";
import { type Estimate, meanAndStandardError } from "../summaries";
import { checkOrder } from "./order";
import { randomDirections, slicedCosts } from "./sliced-costs";
import { inUnits, unitOf } from "./weighted-clouds";

export interface SlicedWassersteinOptions {
  /** Number of random directions. Default 200. */
  readonly projections?: number;
  /** The p of W_p, at least 1. Default 2. */
  readonly order?: number;
}

/**
 * Sliced Wasserstein distance between two clouds, in data units: (mean of W_p^p)^(1/p) over random directions, W_p
 * the exact distance between the projections of both clouds onto a direction (Bonneel et al. 2015; as POT's
 * `sliced_wasserstein_distance`). Sizes may differ. Between two clouds that differ by a shift it is for order 2 the
 * shift over √columns.
 *
 * As every Wasserstein distance between samples it exceeds that of the distributions, by about 1/√n in any dimension
 * where they are equal (Nadjahi et al. 2020): hold it against the distance of two real samples. Draws `columns` normals a
 * projection. O(projections × n (columns + log n)) time, O(n) memory: 10,000 points in 10 dimensions and 200
 * projections in 0.15 s.
 * @throws RangeError when a cloud is empty, a number is not finite, the dimensions differ, or an option is out of range
 *
 * @example
 * import { createRandom, pointsFrom, slicedWasserstein } from "model-collapse";
 * const x = pointsFrom([[0, 0], [1, 0]]);
 * const y = pointsFrom([[3, 4], [4, 4]]);
 * const distance = slicedWasserstein(x, y, { projections: 20_000 }, createRandom("sliced"));
 * Math.abs(distance - 5 / Math.sqrt(2)) < 0.1; // → true
 */
export function slicedWasserstein(
  x: Cloud,
  y: Cloud,
  options: SlicedWassersteinOptions,
  random: Random,
): number {
  const { costs, order, unit } = costsOf("slicedWasserstein", x, y, options, 1, random);
  return unit * (costs.reduce((sum, cost) => sum + cost, 0) / costs.length) ** (1 / order);
}

/**
 * The same with the standard error that comes from the choice of directions (delta method): it shrinks with more
 * projections. How far the distance would move with other points it does not say; for that see `bootstrapEstimate`.
 * @throws RangeError as `slicedWasserstein`, or for fewer than two projections
 */
export function estimateSlicedWasserstein(
  x: Cloud,
  y: Cloud,
  options: SlicedWassersteinOptions,
  random: Random,
): Estimate {
  const { costs, order, unit } = costsOf("estimateSlicedWasserstein", x, y, options, 2, random);
  const mean = meanAndStandardError(costs);
  const measured = unit * mean.measured ** (1 / order);
  // d(m^(1/p)) = m^(1/p) dm/(p m); where the mean is 0 so is every cost.
  const relative = mean.measured > 0 ? mean.standardError / (order * mean.measured) : 0;
  return { measured, standardError: measured * relative, replicates: costs.length };
}

interface SlicedCosts {
  /** For each direction W_p^p, in powers of the unit. */
  readonly costs: Float64Array;
  readonly order: number;
  readonly unit: number;
}

function costsOf(
  caller: string,
  x: Cloud,
  y: Cloud,
  options: SlicedWassersteinOptions,
  fewest: number,
  random: Random,
): SlicedCosts {
  const { projections = 200, order = 2 } = options;
  const [first, second]: [Points, Points] = checkedClouds(caller, x, y);
  checkWholeNumber(caller, "projections", projections, fewest);
  checkOrder(caller, order);
  const unit = unitOf(caller, first, second);
  const directions = randomDirections(projections, first.columns, random);
  return { costs: slicedCosts(inUnits(first, unit), inUnits(second, unit), directions, order), order, unit };
}

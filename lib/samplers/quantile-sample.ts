import type { Points } from "../data/points";
import { checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import type { GaussianMixtureModel, MixtureParameters } from "../fitters/gaussian-mixture/model";
import { portable } from "../fitters/portable";
import { normalQuantile } from "../random/normal-quantile";
import { type GaussianMixtureFamilyOptions, gaussianMixture } from "./gaussian-mixture";

/**
 * A sample without sampling error, for a Gaussian mixture in one dimension: every component gives its share of the points
 * (whole numbers by largest remainder), at the middles of equally probable intervals, stretched so that mean and variance
 * (divided by n) of the component are exact. What is fitted to it is what is fitted to infinitely many draws, up to the
 * spacing of the points. O(count).
 * @throws RangeError for a mixture of several dimensions, or fewer than two points a component
 */
export function quantileSample(model: MixtureParameters, count: number): Points {
  checkWholeNumber("quantileSample", "count", count, 2);
  if (model.means.some((mean) => mean.length !== 1)) {
    throw new RangeError(
      `quantileSample needs a mixture in one dimension, got ${model.means[0]?.length ?? 0}. Draw with sampleGaussianMixture`,
    );
  }
  const values = new Float64Array(count);
  let at = 0;
  for (const [component, points] of sharesOf(model.weights, count).entries()) {
    const standardDeviation = Math.sqrt(model.covariances[component]![0]![0]!);
    fillQuantiles(values.subarray(at, at + points), model.means[component]![0]!, standardDeviation);
    at += points;
  }
  return { values, rows: count, columns: 1 };
}

/** The mixture family without statistical error: its samples are `quantileSample`, whatever the stream of random numbers. */
export function exactlySampledMixture(
  options: GaussianMixtureFamilyOptions,
): Family<Points, GaussianMixtureModel> {
  const family: Family<Points, GaussianMixtureModel> = {
    ...gaussianMixture(options),
    name: "Gaussian mixture, exactly sampled",
    sample: (model, count) => quantileSample(model, count),
  };
  return portable(family, "exactlySampledMixture", options);
}

/** How many of `count` points each component gets. */
function sharesOf(weights: readonly number[], count: number): number[] {
  const wanted = weights.map((weight) => weight * count);
  const whole = wanted.map(Math.floor);
  const missing = count - whole.reduce((sum, points) => sum + points, 0);
  const byRemainder = wanted
    .map((points, component) => ({ component, remainder: points - Math.floor(points) }))
    .sort((a, b) => b.remainder - a.remainder || a.component - b.component);
  for (const { component } of byRemainder.slice(0, missing)) whole[component]!++;
  return whole;
}

function fillQuantiles(target: Float64Array, mean: number, standardDeviation: number): void {
  const { length } = target;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    target[i] = normalQuantile((i + 0.5) / length);
    squares += target[i]! ** 2;
  }
  const stretch = squares > 0 ? standardDeviation * Math.sqrt(length / squares) : 0;
  for (let i = 0; i < length; i++) target[i] = mean + stretch * target[i]!;
}

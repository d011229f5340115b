import type { Sample } from "../../data/points";
import type { SampleStatistics } from "../../data/sample-statistics";
import type { ExponentialFamilyOptions } from "../../fitters/exponential-family/fit";
import { gaussianMember, gaussianStatisticsOf } from "../../fitters/exponential-family/members/gaussian";
import type { GaussianModel, GaussianOptions } from "../../fitters/gaussian";
import type { Random } from "../../random/random";
import { gaussian, isPointMass } from "../gaussian";
import { type StatisticsFamily, statisticsFamily } from "./statistics-family";

/**
 * Mean and scatter of `count` normal observations: the mean is normal with variance σ²/count, the scatter σ² times a
 * chi-squared with count − 1 degrees of freedom, independent of it. One normal and one gamma.
 */
export function drawGaussianStatistics(
  { mean, standardDeviation }: GaussianModel,
  count: number,
  random: Random,
): SampleStatistics {
  const drawnMean = mean + (standardDeviation / Math.sqrt(count)) * random.normal();
  const chiSquared = count > 1 ? 2 * random.gamma((count - 1) / 2) : 0;
  // Where observations would round to the mean they have no scatter either.
  if (isPointMass(mean, standardDeviation)) return gaussianStatisticsOf(count, mean, 0);
  return gaussianStatisticsOf(count, drawnMean, standardDeviation * standardDeviation * chiSquared);
}

/**
 * The Gaussian family, its statistics drawn directly: two draws a generation, however large the samples. Options and models
 * are those of `gaussian`, with the prior and the ridge of `fitExponentialFamily`.
 *
 * @example
 * import { createRandom, gaussianStatistics, replace, runChain } from "model-collapse";
 * const records = await runChain({
 *   family: gaussianStatistics(),
 *   regime: replace,
 *   real: { model: { mean: 0, standardDeviation: 1 }, count: 1_000_000 },
 *   generations: 10,
 *   random: createRandom("a million a generation"),
 * }).collect();
 * records[10].drawn; // → sufficient statistics
 */
export function gaussianStatistics(
  options: GaussianOptions & ExponentialFamilyOptions = {},
): StatisticsFamily<Sample, GaussianModel> {
  const unbiased = options.unbiased ?? false;
  return statisticsFamily(
    {
      exportName: "gaussianStatistics",
      member: gaussianMember(unbiased),
      draw: drawGaussianStatistics,
      plain: gaussian({ unbiased }),
    },
    options,
  );
}

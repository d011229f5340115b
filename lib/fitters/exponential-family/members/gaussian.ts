import type { Sample } from "../../../data/points";
import type { SampleStatistics } from "../../../data/sample-statistics";
import { checkedSample } from "../../checks";
import { type GaussianModel, gaussianMoments } from "../../gaussian";
import type { ExponentialFamily } from "../member";
import type { Expectations } from "../newton";

/**
 * Gaussian in one dimension: the statistics are x and x², kept as the mean and the scatter about it, whose digits do not
 * depend on where the data lie; η = (mean, −½) / variance. `unbiased` divides the scatter by n − 1.
 */
export function gaussianMember(unbiased: boolean): ExponentialFamily<Sample, GaussianModel> {
  return {
    name: "gaussian",
    checkData: (caller, sample) => void checkedSample(caller, sample, 1),
    statisticsOf: (sample) => {
      const { mean, standardDeviation } = gaussianMoments(sample, false);
      return gaussianStatisticsOf(sample.length, mean, sample.length * standardDeviation ** 2);
    },
    fromStatistics: ({ count, means, scatter }) => {
      const divisor = unbiased && count > 1 ? count - 1 : count;
      return { mean: means[0]!, standardDeviation: Math.sqrt(scatter![0]! / divisor) };
    },
    expectedStatistics: ({ mean, standardDeviation }, count) =>
      gaussianStatisticsOf(count, mean, count * standardDeviation ** 2),
    natural: {
      start: ({ count, means, scatter }) => {
        const variance = scatter![0]! / count || 1;
        return Float64Array.of(means[0]! / variance, -0.5 / variance);
      },
      meanStatistics: ({ count, means, scatter }) =>
        Float64Array.of(means[0]!, means[0]! ** 2 + scatter![0]! / count),
      expectations: gaussianExpectations,
      toModel: (parameters) => {
        const { mean, variance } = momentsAt(parameters);
        return { mean, standardDeviation: Math.sqrt(variance) };
      },
    },
  };
}

export function gaussianStatisticsOf(count: number, mean: number, scatter: number): SampleStatistics {
  return { count, means: [mean], scatter: [scatter] };
}

function momentsAt(parameters: Float64Array): { mean: number; variance: number } {
  const variance = -0.5 / parameters[1]!;
  return { mean: parameters[0]! * variance, variance };
}

function gaussianExpectations(parameters: Float64Array): Expectations {
  const { mean, variance } = momentsAt(parameters);
  if (!(parameters[1]! < 0)) {
    return { logPartition: Infinity, means: new Float64Array(2), covariance: new Float64Array(4) };
  }
  const cross = 2 * mean * variance;
  return {
    logPartition: mean ** 2 / (2 * variance) + 0.5 * Math.log(variance),
    means: Float64Array.of(mean, mean ** 2 + variance),
    covariance: Float64Array.of(variance, cross, cross, 2 * variance ** 2 + 4 * mean ** 2 * variance),
  };
}

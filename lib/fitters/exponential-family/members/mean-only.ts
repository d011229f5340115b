import type { SampleStatistics } from "../../../data/sample-statistics";
import type { Expectations } from "../newton";

/** Statistics of a family whose only statistic is the observation itself. */
export function meanStatistics(count: number, mean: number): SampleStatistics {
  return { count, means: [mean] };
}

/** A(η), mean and variance of a family with one natural parameter. */
export function expectationsOf(logPartition: number, mean: number, variance: number): Expectations {
  return { logPartition, means: Float64Array.of(mean), covariance: Float64Array.of(variance) };
}

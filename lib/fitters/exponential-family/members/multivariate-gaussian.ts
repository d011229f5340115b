import type { Points } from "../../../data/points";
import type { SampleStatistics } from "../../../data/sample-statistics";
import { checkPoints } from "../../checks";
import { type MultivariateGaussianModel, multivariateMoments } from "../../multivariate-gaussian";
import type { ExponentialFamily } from "../member";

/**
 * Gaussian in several dimensions: mean and scatter. A prior is the conjugate normal–inverse-Wishart one as pseudo-observations.
 * It is not given in natural parameters.
 */
export function multivariateGaussianMember(
  unbiased: boolean,
): ExponentialFamily<Points, MultivariateGaussianModel> {
  return {
    name: "multivariate Gaussian",
    checkData: (caller, points) => checkPoints(caller, points, 1),
    statisticsOf: (points) => statisticsUnder(multivariateMoments(points, false), points.rows),
    fromStatistics: ({ count, means, scatter }) => {
      const divisor = unbiased && count > 1 ? count - 1 : count;
      return {
        dimensions: means.length,
        mean: Float64Array.from(means),
        covariance: Float64Array.from(scatter!, (entry) => entry / divisor),
      };
    },
    expectedStatistics: statisticsUnder,
  };
}

function statisticsUnder({ mean, covariance }: MultivariateGaussianModel, count: number): SampleStatistics {
  return { count, means: mean, scatter: covariance.map((entry) => entry * count) };
}

import type { Points } from "../../data/points";
import type { SampleStatistics } from "../../data/sample-statistics";
import type { ExponentialFamilyOptions } from "../../fitters/exponential-family/fit";
import { multivariateGaussianMember } from "../../fitters/exponential-family/members/multivariate-gaussian";
import { semidefiniteCholesky } from "../../fitters/linear-algebra/cholesky";
import type {
  MultivariateGaussianModel,
  MultivariateGaussianOptions,
} from "../../fitters/multivariate-gaussian";
import type { Random } from "../../random/random";
import { isPointMass } from "../gaussian";
import { multivariateGaussian, placePoint } from "../multivariate-gaussian";
import { productOfFactor, sampleWishartFactor } from "../wishart";
import { type StatisticsFamily, statisticsFamily } from "./statistics-family";

/**
 * Mean and scatter of `count` points: the mean is normal with covariance Σ/count, the scatter Wishart with count − 1 degrees
 * of freedom, independent of it, by Bartlett's decomposition (Bartlett 1933; with fewer degrees of freedom than dimensions
 * its first columns alone, a singular Wishart). O(dimensions³).
 */
export function drawMultivariateGaussianStatistics(
  model: MultivariateGaussianModel,
  count: number,
  random: Random,
): SampleStatistics {
  const { dimensions, mean, covariance } = model;
  const factor = semidefiniteCholesky(covariance, dimensions);
  const means = random.fillNormal(new Float64Array(dimensions), 0, 1 / Math.sqrt(count));
  placePoint(means, 0, dimensions, mean, 0, factor, 0);
  const root = scatterRoot(factor, dimensions, count - 1, random);
  // Where the observations would round to the mean in a coordinate they have no scatter in it either.
  for (let i = 0; i < dimensions; i++) {
    if (isPointMass(mean[i]!, Math.sqrt(covariance[i * dimensions + i]!))) {
      root.fill(0, i * dimensions, (i + 1) * dimensions);
    }
  }
  return { count, means, scatter: productOfFactor(root, dimensions) };
}

/** L A, lower triangular: L the factor of the covariance, A Bartlett's. */
function scatterRoot(factor: Float64Array, order: number, degrees: number, random: Random): Float64Array {
  const bartlett = sampleWishartFactor(degrees, order, random);
  const root = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = j; p <= i; p++) sum += factor[i * order + p]! * bartlett[p * order + j]!;
      root[i * order + j] = sum;
    }
  }
  return root;
}

/**
 * The multivariate Gaussian family, its statistics drawn directly: O(dimensions³) a generation, however large the samples.
 * Options and models are those of `multivariateGaussian`, with the prior of `fitExponentialFamily`.
 */
export function multivariateGaussianStatistics(
  options: MultivariateGaussianOptions & ExponentialFamilyOptions = {},
): StatisticsFamily<Points, MultivariateGaussianModel> {
  const unbiased = options.unbiased ?? false;
  return statisticsFamily(
    {
      exportName: "multivariateGaussianStatistics",
      member: multivariateGaussianMember(unbiased),
      draw: drawMultivariateGaussianStatistics,
      plain: multivariateGaussian({ unbiased }),
    },
    options,
  );
}

import type { MixtureParameters } from "../fitters/gaussian-mixture/model";
import { choleskyInto, logDeterminant } from "../fitters/linear-algebra/cholesky";
import { solveLower } from "../fitters/linear-algebra/triangular";
import { checkMixture } from "./mixture-checks";

/**
 * Squared L2 distance ∫ (p − q)² between the densities of two Gaussian mixtures, in closed form: the integral
 * of a product of two normal densities is a normal density, N(μᵢ; μⱼ, Σᵢ + Σⱼ). It is the distance that
 * Shumailov et al. 2024 plot for their mixture chain. Its unit is that of a density (1 / data
 * unit^dimensions), so a mixture that shrinks to points drives it up without bound; a mixture with a singular
 * covariance gives Infinity unless both are equal. Every term is formed from its logarithm, so nearly
 * singular covariances do not overflow early. O((components of a + components of b)² dimensions³).
 * @throws RangeError when weights are no probabilities, sizes do not fit, or a number is not finite
 *
 * @example
 * import { mixtureSquaredL2 } from "model-collapse";
 * const at = (mean: number) => ({ weights: [1], means: [[mean]], covariances: [[[1]]] });
 * mixtureSquaredL2(at(0), at(2)); // → 0.356636
 */
export function mixtureSquaredL2(a: MixtureParameters, b: MixtureParameters): number {
  const dimensions = checkMixture("mixtureSquaredL2", a);
  const other = checkMixture("mixtureSquaredL2", b);
  if (dimensions !== other) {
    throw new RangeError(
      `mixtureSquaredL2 needs mixtures of the same dimensions, got ${dimensions} and ${other}`,
    );
  }
  if (areEqualMixtures(a, b)) return 0;
  const own = innerProduct(a, a, dimensions) + innerProduct(b, b, dimensions);
  if (own === Infinity) return Infinity;
  // Nearly equal mixtures leave only rounding, which may fall below zero.
  return Math.max(0, own - 2 * innerProduct(a, b, dimensions));
}

/** ∫ p q. */
function innerProduct(a: MixtureParameters, b: MixtureParameters, dimensions: number): number {
  let sum = 0;
  a.weights.forEach((weightA, i) => {
    b.weights.forEach((weightB, j) => {
      const weight = weightA * weightB;
      if (weight > 0) sum += weight * productIntegral(a, i, b, j, dimensions);
    });
  });
  return sum;
}

/** N(μᵢ; μⱼ, Σᵢ + Σⱼ); Infinity when the sum of the covariances is singular. */
function productIntegral(
  a: MixtureParameters,
  i: number,
  b: MixtureParameters,
  j: number,
  dimensions: number,
): number {
  const sum = Float64Array.from(a.covariances[i]!.flat());
  b.covariances[j]!.flat().forEach((value, at) => {
    sum[at]! += value;
  });
  if (!choleskyInto(sum, dimensions, sum)) return Infinity;
  const shift = Float64Array.from(a.means[i]!, (mean, c) => mean - b.means[j]![c]!);
  let square = 0;
  for (const value of solveLower(sum, dimensions, shift)) square += value * value;
  return Math.exp(-(dimensions * Math.log(2 * Math.PI) + logDeterminant(sum, dimensions) + square) / 2);
}

function areEqualMixtures(a: MixtureParameters, b: MixtureParameters): boolean {
  const numbers = ({ weights, means, covariances }: MixtureParameters): number[] => [
    ...weights,
    ...means.flat(),
    ...covariances.flat(2),
  ];
  const [left, right] = [numbers(a), numbers(b)];
  return left.length === right.length && left.every((value, i) => value === right[i]);
}

import type { Points } from "../data/points";
import { checkPoints } from "../fitters/checks";
import { type MultivariateGaussianModel, multivariateMoments } from "../fitters/multivariate-gaussian";
import { squaredTransport } from "./squared-transport";

/**
 * Fréchet distance of two sets of points by their Gaussians, ‖μ_x − μ_y‖² + tr (Σ_x + Σ_y − 2 (Σ_x Σ_y)^½),
 * in squared data units: as the field has it, the *square* of a distance. On the features of an image
 * classifier it is the FID of Heusel et al. 2017 (arXiv 1706.08500). Covariances divide by rows − 1, as there;
 * they may be singular (fewer rows than columns, constant columns). Biased upwards: two samples of one standard
 * normal are about (columns² + 5 columns)/(2 rows) apart, so compare sets of equal size. O(rows × columns² +
 * columns³).
 * @throws RangeError for fewer than two rows, a number that is not finite, or columns that differ
 *
 * @example
 * import { frechetDistance, pointsFrom } from "model-collapse";
 * frechetDistance(pointsFrom([[-1], [0], [1]]), pointsFrom([[1], [4], [7]])); // → 20
 */
export function frechetDistance(x: Points, y: Points): number {
  checkPoints("frechetDistance", x, 2);
  checkPoints("frechetDistance", y, 2);
  if (x.columns !== y.columns) {
    throw new RangeError(
      `frechetDistance needs points of the same dimensions, got ${x.columns} and ${y.columns} columns`,
    );
  }
  return squaredTransport("frechetDistance", multivariateMoments(x, true), multivariateMoments(y, true));
}

/**
 * The same between Gaussians that are fitted already, so that the real data's moments need computing once only.
 * Equal to `squaredWasserstein2Gaussian`. O(dimensions³).
 * @throws RangeError when a number is not finite, a variance is negative, or the dimensions differ
 */
export function frechetDistanceOfGaussians(
  a: MultivariateGaussianModel,
  b: MultivariateGaussianModel,
): number {
  return squaredTransport("frechetDistanceOfGaussians", a, b);
}

/** Outline of an ellipse, closed: the first point is repeated at the end. */
export interface Outline {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A centre and a 2 × 2 covariance, row by row. */
export interface EllipseShape {
  readonly mean: ArrayLike<number>;
  readonly covariance: ArrayLike<ArrayLike<number>>;
}

/**
 * Points at Mahalanobis distance `standardDeviations` from the mean: mean + standardDeviations · L (cos t, sin t) with
 * L the Cholesky factor of the covariance. In two dimensions 1 and 2 standard deviations hold 39 % and 86 % of a
 * Gaussian. A singular covariance gives a segment or a point.
 *
 * @throws RangeError when mean or covariance is not two-dimensional, or the covariance is no covariance
 */
export function ellipseOutline(
  { mean, covariance }: EllipseShape,
  standardDeviations: number,
  vertices = 72,
): Outline {
  if (mean.length !== 2 || covariance.length !== 2) {
    throw new RangeError(
      `ellipseOutline needs a mean and a covariance in 2 dimensions, got ${mean.length} and ${covariance.length}`,
    );
  }
  const [varianceX, covarianceXY, varianceY] = [covariance[0][0], covariance[0][1], covariance[1][1]];
  const slack = 1e-9 * varianceX * varianceY;
  if (!(varianceX >= 0 && varianceY >= 0 && covarianceXY ** 2 <= varianceX * varianceY + slack)) {
    throw new RangeError(
      `ellipseOutline needs a covariance that is symmetric and not negative, got variances ${varianceX} and ` +
        `${varianceY} with covariance ${covarianceXY}`,
    );
  }
  const l11 = Math.sqrt(varianceX);
  const l21 = l11 > 0 ? covarianceXY / l11 : 0;
  const l22 = Math.sqrt(Math.max(0, varianceY - l21 ** 2));
  const angles = Float64Array.from(
    { length: vertices + 1 },
    (_, i) => (2 * Math.PI * (i % vertices)) / vertices,
  );
  return {
    x: angles.map((t) => mean[0] + standardDeviations * l11 * Math.cos(t)),
    y: angles.map((t) => mean[1] + standardDeviations * (l21 * Math.cos(t) + l22 * Math.sin(t))),
  };
}

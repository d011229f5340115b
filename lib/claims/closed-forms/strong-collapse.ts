/** Least squares on real and synthetic rows together, where synthetic labels come from other coefficients. */
export interface MixedRegression {
  readonly realRows: number;
  readonly syntheticRows: number;
  readonly dimensions: number;
  /** σ², of both kinds of rows. */
  readonly noiseVariance: number;
  /** c²: mean squared difference between the noise-free labels of the two sources. */
  readonly labelShift: number;
}

/**
 * Excess test error for standard normal inputs in the limit of many rows and dimensions at a constant φ = d/n < 1:
 * σ²φ/(1−φ) + (p₂² + p₂p₁φ/(1−φ)) c², with p₂ the synthetic share. Dohmatob et al. 2024, Strong Model Collapse (arXiv
 * 2410.04840), the isotropic case without ridge. For n → ∞ it stops at p₂²c².
 * @throws RangeError unless there are more rows than dimensions
 */
export function strongCollapseError(mixture: MixedRegression): number {
  const { total, real, synthetic } = sharesOf("strongCollapseError", mixture, 0);
  const { dimensions, noiseVariance, labelShift } = mixture;
  const phi = dimensions / total;
  const inflation = phi / (1 - phi);
  return noiseVariance * inflation + (synthetic ** 2 + synthetic * real * inflation) * labelShift;
}

/**
 * The same mean, exactly, for any numbers of rows n = n₁ + n₂ > d + 1:
 *
 *     σ²d/(n−d−1) + c² [ n₂(n₂+2)/(n(n+2)) + (d−1)(n+1)n₁n₂ / (n(n+2)(n−1)(n−d−1)) ]
 *
 * Derived here from the moments of the matrix-variate beta (X₂ᵀX₂ in units of XᵀX) and of the inverse Wishart distribution.
 * Averaged over inputs, noise, and a shift of the coefficients with covariance (c²/d) I.
 * @throws RangeError when n ≤ d + 1, where the mean is infinite
 *
 * @example
 * import { mixedRegressionError } from "model-collapse";
 * const setting = { dimensions: 100, noiseVariance: 1, labelShift: 1 };
 * mixedRegressionError({ ...setting, realRows: 990_000, syntheticRows: 10_000 }); // → 0.000201
 */
export function mixedRegressionError(mixture: MixedRegression): number {
  const { total: n } = sharesOf("mixedRegressionError", mixture, 1);
  const { realRows, syntheticRows, dimensions: d, noiseVariance, labelShift } = mixture;
  const alongShift = (syntheticRows * (syntheticRows + 2)) / (n * (n + 2));
  const across = ((d - 1) * (n + 1) * realRows * syntheticRows) / (n * (n + 2) * (n - 1) * (n - d - 1));
  return (noiseVariance * d) / (n - d - 1) + labelShift * (alongShift + across);
}

/**
 * What endless data leave of the excess error when the penalty of a ridge regression is tuned to the test error itself:
 * r²f/(r² + f), where f = p₂²c² is the floor of least squares and r² the squared length of the true coefficients,
 * to which the shift is orthogonal in the mean. It is smaller than f, and not 0. Derived here: the best multiple of
 * w₁ + p₂(w₂ − w₁).
 */
export function tunedRidgeFloor(syntheticShare: number, labelShift: number, signalVariance: number): number {
  const floor = syntheticShare ** 2 * labelShift;
  return (signalVariance * floor) / (signalVariance + floor);
}

/**
 * Largest synthetic share that does no harm: with it, n₁ real rows and the synthetic ones together err as much as the
 * real rows alone; below it less, least at half of it. σ²d/(n₁c²) in first order of d/n₁, at most 1: the error of the
 * real rows alone, in units of the shift of the labels. Derived here from `strongCollapseError`.
 * @throws RangeError when realRows or the noise is not positive, or the shift is negative
 */
export function harmlessSyntheticShare(setting: Omit<MixedRegression, "syntheticRows">): number {
  const { realRows, dimensions, noiseVariance, labelShift } = setting;
  if (!(realRows > 0 && noiseVariance > 0 && labelShift >= 0)) {
    throw new RangeError(
      "harmlessSyntheticShare needs real rows, noise and a shift of at least 0, " +
        `got ${realRows}, ${noiseVariance} and ${labelShift}`,
    );
  }
  return Math.min(1, (noiseVariance * dimensions) / realRows / labelShift);
}

function sharesOf(caller: string, { realRows, syntheticRows, dimensions }: MixedRegression, margin: number) {
  const total = realRows + syntheticRows;
  if (!(realRows >= 0 && syntheticRows >= 0 && total > dimensions + margin)) {
    throw new RangeError(
      `${caller} needs more than ${dimensions + margin} rows for ${dimensions} dimensions, ` +
        `got ${realRows} real and ${syntheticRows} synthetic`,
    );
  }
  return { total, real: realRows / total, synthetic: syntheticRows / total };
}

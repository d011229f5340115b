/** What the error of a chain of linear regressions depends on. */
export interface LinearChainSetting {
  readonly rows: number;
  readonly dimensions: number;
  readonly noiseVariance: number;
}

/**
 * Excess test error of one least-squares fit to Gaussian inputs, σ²d/(T − d − 1), averaged over designs.
 * @throws RangeError when T ≤ d + 1, where the average is infinite
 */
export function singleFitError({ rows, dimensions, noiseVariance }: LinearChainSetting): number {
  if (rows <= dimensions + 1) {
    throw new RangeError(
      `the mean error is finite only for rows > dimensions + 1, got ${rows} and ${dimensions}`,
    );
  }
  return (noiseVariance * dimensions) / (rows - dimensions - 1);
}

/** Mean excess test error after n fits when each replaces the data: n times one fit. Gerstgrasser et al. 2024, Theorem 1. */
export function replacedLinearError(setting: LinearChainSetting, fits: number): number {
  return singleFitError(setting) * fits;
}

/** The same when data accumulate: one fit times Σ_{i ≤ n} 1/i². Gerstgrasser et al. 2024, Theorem 2. */
export function accumulatedLinearError(setting: LinearChainSetting, fits: number): number {
  let sum = 0;
  for (let fit = 1; fit <= fits; fit++) sum += 1 / (fit * fit);
  return singleFitError(setting) * sum;
}

/** Upper bound of the accumulated error for any number of fits: one fit times π²/6. */
export function accumulatedLinearBound(setting: LinearChainSetting): number {
  return (singleFitError(setting) * Math.PI ** 2) / 6;
}

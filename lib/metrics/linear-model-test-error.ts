/** What of a linear model its test error depends on. */
export interface LinearCoefficients {
  readonly coefficients: ArrayLike<number>;
  /** Taken as 0 when absent. */
  readonly intercept?: number;
}

export interface LinearTestErrorOptions {
  /** Covariance of the inputs, row-major d × d, their mean 0. Default: the identity. */
  readonly covariance?: Float64Array;
  /** Variance σ² of the noise on the test targets, which no model can predict. Default 0: the excess error. */
  readonly noiseVariance?: number;
}

/**
 * Expected squared test error of a linear model where the truth is y = xᵀw* + ε with x of mean 0: (w − w*)ᵀ Σ
 * (w − w*) + intercept² + noise variance, in squared target units. Without noise it is the excess error of
 * Gerstgrasser et al. 2024 (arXiv 2404.01413, §3) and Dohmatob et al. 2024. Exact: no test set is drawn.
 * O(d²).
 * @throws RangeError when sizes do not fit, a number is not finite, or the noise variance is negative
 *
 * @example
 * import { linearModelTestError } from "model-collapse";
 * linearModelTestError({ coefficients: [1, 2] }, [1, 1.5]); // → 0.25
 */
export function linearModelTestError(
  model: LinearCoefficients,
  trueCoefficients: ArrayLike<number>,
  options: LinearTestErrorOptions = {},
): number {
  const { covariance, noiseVariance = 0 } = options;
  const { coefficients, intercept = 0 } = model;
  const order = coefficients.length;
  if (order === 0 || trueCoefficients.length !== order) {
    throw new RangeError(
      `linearModelTestError needs as many coefficients as true ones, and at least one, ` +
        `got ${order} and ${trueCoefficients.length}`,
    );
  }
  if (covariance && covariance.length !== order ** 2) {
    throw new RangeError(
      `linearModelTestError needs a covariance of ${order} × ${order} = ${order ** 2} numbers, got ${covariance.length}`,
    );
  }
  if (!(noiseVariance >= 0)) {
    throw new RangeError(`linearModelTestError needs noiseVariance ≥ 0, got ${noiseVariance}`);
  }
  const error = Float64Array.from(coefficients, (value, i) => value - trueCoefficients[i]!);
  const total = quadraticForm(error, covariance) + intercept ** 2 + noiseVariance;
  if (!Number.isFinite(total)) {
    throw new RangeError(
      `linearModelTestError needs finite coefficients and covariance, got an error of ${total}`,
    );
  }
  return total;
}

function quadraticForm(vector: Float64Array, matrix: Float64Array | undefined): number {
  const order = vector.length;
  let sum = 0;
  for (let i = 0; i < order; i++) {
    let product = matrix ? 0 : vector[i]!;
    for (let j = 0; matrix && j < order; j++) product += matrix[i * order + j]! * vector[j]!;
    sum += vector[i]! * product;
  }
  return sum;
}

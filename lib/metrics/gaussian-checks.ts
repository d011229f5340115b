import type { GaussianModel } from "../fitters/gaussian";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";

/** @throws RangeError unless the mean is finite and the standard deviation finite and not negative */
export function checkGaussian(caller: string, model: GaussianModel): void {
  const { mean, standardDeviation } = model;
  if (!Number.isFinite(mean) || !(standardDeviation >= 0 && standardDeviation < Infinity)) {
    throw new RangeError(
      `${caller} needs a finite mean and a finite standardDeviation ≥ 0, got ${mean} and ${standardDeviation}`,
    );
  }
}

/** @throws RangeError unless sizes fit `dimensions` and every number is finite, diagonals not negative */
export function checkMultivariateGaussian(caller: string, model: MultivariateGaussianModel): void {
  const { dimensions, mean, covariance } = model;
  if (mean.length !== dimensions || covariance.length !== dimensions ** 2) {
    throw new RangeError(
      `${caller} needs ${dimensions} means and ${dimensions ** 2} covariances, ` +
        `got ${mean.length} and ${covariance.length}`,
    );
  }
  if (!mean.every(Number.isFinite) || !covariance.every(Number.isFinite)) {
    throw new RangeError(`${caller} needs finite means and covariances`);
  }
  for (let i = 0; i < dimensions; i++) {
    const variance = covariance[i * dimensions + i]!;
    if (variance < 0) throw new RangeError(`${caller} needs variances ≥ 0: variance ${i} is ${variance}`);
  }
}

/** Checks both models, and that they have the same dimensions. */
export function checkTwoMultivariateGaussians(
  caller: string,
  a: MultivariateGaussianModel,
  b: MultivariateGaussianModel,
): void {
  checkMultivariateGaussian(caller, a);
  checkMultivariateGaussian(caller, b);
  if (a.dimensions !== b.dimensions) {
    throw new RangeError(
      `${caller} needs models of the same dimensions, got ${a.dimensions} and ${b.dimensions}`,
    );
  }
}

/**
 * Whether both are multivariate, or both in one dimension.
 * @throws TypeError when they are not of one kind
 */
export function areMultivariate(
  caller: string,
  a: GaussianModel | MultivariateGaussianModel,
  b: GaussianModel | MultivariateGaussianModel,
): boolean {
  const [first, second] = ["covariance" in a, "covariance" in b];
  if (first !== second) {
    throw new TypeError(
      `${caller} needs two models of one kind, got one with a standard deviation and one with a covariance`,
    );
  }
  return first;
}

/** Whether two models are the same to the last digit. */
export function areEqualGaussians(a: MultivariateGaussianModel, b: MultivariateGaussianModel): boolean {
  return (
    a.mean.every((value, i) => value === b.mean[i]) &&
    a.covariance.every((value, i) => value === b.covariance[i])
  );
}

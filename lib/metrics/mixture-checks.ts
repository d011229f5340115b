import type { MixtureParameters } from "../fitters/gaussian-mixture/model";
import { checkProbabilities } from "./probabilities";

/**
 * Checks that weights are probabilities, that there is a mean and a covariance for each, and that all sizes
 * fit. Returns the number of dimensions.
 * @throws RangeError naming the caller, the need and what came
 */
export function checkMixture(caller: string, model: MixtureParameters): number {
  const { weights, means, covariances } = model;
  checkProbabilities(caller, weights);
  if (means.length !== weights.length || covariances.length !== weights.length) {
    throw new RangeError(
      `${caller} needs a mean and a covariance for each of ${weights.length} weights, ` +
        `got ${means.length} means and ${covariances.length} covariances`,
    );
  }
  const dimensions = means[0]!.length;
  means.forEach((mean, component) => {
    const covariance = covariances[component]!;
    const fits =
      dimensions > 0 &&
      mean.length === dimensions &&
      covariance.length === dimensions &&
      covariance.every((row) => row.length === dimensions);
    if (!fits) {
      throw new RangeError(
        `${caller} needs means of one length d and covariances of d × d, got a component ${component} ` +
          `with ${mean.length} and ${covariance.length} × ${covariance[0]?.length ?? 0} beside d = ${dimensions}`,
      );
    }
    if (![...mean, ...covariance.flat()].every(Number.isFinite)) {
      throw new RangeError(`${caller} needs finite means and covariances: component ${component} is not`);
    }
  });
  return dimensions;
}

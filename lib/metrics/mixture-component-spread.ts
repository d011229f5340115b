import type { MixtureParameters } from "../fitters/gaussian-mixture/model";
import { checkMixture } from "./mixture-checks";

/** Spread of a mixture in data units, a standard deviation per coordinate: √(trace / dimensions). */
export interface MixtureSpread {
  /** Of every component, in the model's order. */
  readonly components: readonly number[];
  /** Of the widest component, whatever its weight. */
  readonly largest: number;
  /** Of the narrowest: when a component has lost its weight this measures its death, not shrinkage. */
  readonly smallest: number;
  /** Root of the components' variances averaged with their weights: the spread *within* components. */
  readonly weighted: number;
  /** Of the whole mixture: within components and between their means. */
  readonly total: number;
}

/**
 * How wide a mixture and its components are. A chain's components may shrink to points while their means
 * drift apart, so the spread within components and the total spread are told apart. O(components ×
 * dimensions).
 * @throws RangeError when weights are no probabilities, sizes do not fit, or a number is not finite
 */
export function mixtureComponentSpread(model: MixtureParameters): MixtureSpread {
  const dimensions = checkMixture("mixtureComponentSpread", model);
  const variances = model.covariances.map(
    (covariance) => covariance.reduce((trace, row, i) => trace + row[i]!, 0) / dimensions,
  );
  const within = average(model, variances);
  const centre = Array.from({ length: dimensions }, (_, c) =>
    average(
      model,
      model.means.map((mean) => mean[c]!),
    ),
  );
  const between = average(
    model,
    model.means.map(
      (mean) => mean.reduce((sum, value, c) => sum + (value - centre[c]!) ** 2, 0) / dimensions,
    ),
  );
  const components = variances.map(Math.sqrt);
  return {
    components,
    largest: Math.max(...components),
    smallest: Math.min(...components),
    weighted: Math.sqrt(within),
    total: Math.sqrt(within + between),
  };
}

function average({ weights }: MixtureParameters, values: readonly number[]): number {
  return values.reduce((sum, value, component) => sum + weights[component]! * value, 0);
}

import { gaussianMixtureLogDensity } from "../fitters/gaussian-mixture/density";
import type { MixtureParameters } from "../fitters/gaussian-mixture/model";
import { checkMixture } from "./mixture-checks";

/** Standard deviations of every component of `p` that are integrated over: beyond lies less than 1e-22 of its mass. */
const reach = 10;
/** Points a standard deviation of the narrowest component: the rule then errs by less than rounding. */
const density = 8;
const mostPoints = 1e6;

/**
 * Kullback–Leibler divergence KL(p ‖ q) of two Gaussian mixtures in one dimension, in nats, by the trapezoidal rule, which
 * for densities that smooth is exact to about 1e-12. Infinity when a component of q is a point mass that carries all of it.
 * O(points), where points is the range of p over its narrowest standard deviation, times 8.
 * @throws RangeError for mixtures of several dimensions, weights that are no probabilities, a p with a component that does
 *   not vary, or one so narrow beside the range that more than a million points would be needed
 *
 * @example
 * import { mixtureKlDivergence } from "model-collapse";
 * const normal = (mean: number) => ({ weights: [1], means: [[mean]], covariances: [[[1]]] });
 * mixtureKlDivergence(normal(0), normal(1)); // → 0.5
 */
export function mixtureKlDivergence(p: MixtureParameters, q: MixtureParameters): number {
  for (const mixture of [p, q]) {
    const dimensions = checkMixture("mixtureKlDivergence", mixture);
    if (dimensions !== 1) {
      throw new RangeError(`mixtureKlDivergence needs mixtures in one dimension, got ${dimensions}`);
    }
  }
  const { from, step, count } = gridOf(p);
  const values = Float64Array.from({ length: count }, (_, i) => from + i * step);
  const points = { values, rows: count, columns: 1 };
  const logP = gaussianMixtureLogDensity(p, points);
  const logQ = gaussianMixtureLogDensity(q, points);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const probability = Math.exp(logP[i]!);
    if (probability > 0) sum += probability * (logP[i]! - logQ[i]!);
  }
  return Math.max(0, sum * step);
}

function gridOf({ weights, means, covariances }: MixtureParameters): {
  from: number;
  step: number;
  count: number;
} {
  const present = weights.flatMap((weight, k) => (weight > 0 ? [k] : []));
  const deviations = present.map((k) => Math.sqrt(covariances[k]![0]![0]!));
  const from = Math.min(...present.map((k, i) => means[k]![0]! - reach * deviations[i]!));
  const to = Math.max(...present.map((k, i) => means[k]![0]! + reach * deviations[i]!));
  const step = Math.min(...deviations) / density;
  const count = Math.ceil((to - from) / step) + 1;
  if (!(count <= mostPoints)) {
    throw new RangeError(
      `mixtureKlDivergence needs components of p whose narrowest standard deviation is not below ${density / mostPoints} of ` +
        `its range, got ${Math.min(...deviations)} in ${to - from}`,
    );
  }
  return { from, step, count };
}

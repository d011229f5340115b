import { checkTwoDistributions } from "./probabilities";

/**
 * Kullback–Leibler divergence Σ pᵢ ln(pᵢ/qᵢ) in nats, with 0 ln 0 = 0. Infinity, its true value, when q gives
 * probability 0 to an outcome that p has: so it is from data to a model that has lost a tail. O(n).
 *
 * With p the shares of n draws over K outcomes it is too large, to first order by (K − 1)/(2n); see
 * `estimateKlDivergence`.
 * @throws RangeError when either is no array of probabilities, or their lengths differ
 *
 * @example
 * import { klDivergence } from "model-collapse";
 * klDivergence([0.5, 0.5], [0.9, 0.1]); // → 0.5108
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkTwoDistributions("klDivergence", p, q);
  return Math.max(
    0,
    sumOfLogRatios(p, (i) => q[i]!),
  );
}

/** Σ pᵢ ln(pᵢ/reference(i)) over the outcomes that p has. */
export function sumOfLogRatios(p: ArrayLike<number>, reference: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum += p[i]! * Math.log(p[i]! / reference(i));
  return sum;
}

/** A linear estimator trained in every generation on fresh real rows and on rows that the generation before labelled. */
export interface WeightedMixing {
  /** Weight w of the real rows together; the synthetic rows weigh 1 − w. */
  readonly realWeight: number;
  /** k: synthetic rows for each real one. */
  readonly syntheticRatio: number;
}

/**
 * Variance of the estimator after `generations` rounds, in units of the variance of one fit to the real rows of one
 * round, which generation 0 has: V' = w² + (1−w)²(V + 1/k). It holds for the mean of a Gaussian of known variance and
 * for least squares on inputs that stay the same (for others in first order of d/n).
 * @throws RangeError for a weight outside [0, 1] or a ratio that is not positive
 */
export function weightedMixingVariance(mixing: WeightedMixing, generations: number): number {
  const { own, kept } = partsOf("weightedMixingVariance", mixing);
  if (kept === 1) return 1 + generations / mixing.syntheticRatio;
  const limit = own / (1 - kept);
  return limit + kept ** generations * (1 - limit);
}

/**
 * What it tends to: [w² + (1−w)²/k] / (1 − (1−w)²). He, Xu & Cheng 2025 (arXiv 2502.18049) find the best weight to
 * follow one expression over several settings; see `optimalRealWeight`.
 * @throws RangeError as `weightedMixingVariance`, and for w = 0, where there is no limit
 */
export function weightedMixingLimit(mixing: WeightedMixing): number {
  const { own, kept } = partsOf("weightedMixingLimit", mixing);
  if (kept === 1)
    throw new RangeError("weightedMixingLimit needs a weight above 0: without real rows the variance grows");
  return own / (1 - kept);
}

/**
 * The weight of the real rows at which `weightedMixingLimit` is least: the positive root of k w² + w = 1. For k = 1 the
 * reciprocal of the golden ratio, 0.618. The least variance is the same number. Derived here for any k.
 * @throws RangeError for a ratio that is not positive
 *
 * @example
 * import { optimalRealWeight } from "model-collapse";
 * optimalRealWeight(1); // → 0.618
 */
export function optimalRealWeight(syntheticRatio: number): number {
  requireRatio("optimalRealWeight", syntheticRatio);
  return 2 / (1 + Math.sqrt(1 + 4 * syntheticRatio));
}

/**
 * By what a linear estimator's distance from the real data's own fit shrinks each round when it trains on the real rows
 * and λ synthetic ones for each of them, all counted alike: λ/(1+λ). Below 1 for every λ. Derived here; Bertrand et al.
 * 2023 (arXiv 2310.00429) prove local stability for likelihoods in general where real data are a large enough part.
 * @throws RangeError for a ratio that is not positive
 */
export function mixingContraction(syntheticRatio: number): number {
  requireRatio("mixingContraction", syntheticRatio);
  return syntheticRatio / (1 + syntheticRatio);
}

/**
 * What endless rounds of that add to the error of one fit to the kept real rows, in units of it: λ/(1+2λ), at most ½.
 * Derived here.
 * @throws RangeError for a ratio that is not positive
 */
export function keptRealExcess(syntheticRatio: number): number {
  requireRatio("keptRealExcess", syntheticRatio);
  return syntheticRatio / (1 + 2 * syntheticRatio);
}

function partsOf(caller: string, { realWeight, syntheticRatio }: WeightedMixing) {
  if (!(realWeight >= 0 && realWeight <= 1)) {
    throw new RangeError(`${caller} needs a weight of real rows between 0 and 1, got ${realWeight}`);
  }
  requireRatio(caller, syntheticRatio);
  const kept = (1 - realWeight) ** 2;
  return { own: realWeight ** 2 + kept / syntheticRatio, kept };
}

function requireRatio(caller: string, syntheticRatio: number): void {
  if (!(syntheticRatio > 0 && syntheticRatio < Infinity)) {
    throw new RangeError(`${caller} needs a positive ratio of synthetic to real rows, got ${syntheticRatio}`);
  }
}

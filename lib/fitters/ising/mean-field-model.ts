/**
 * Ising model of infinite range, in which every spin feels all others alike (Curie and Weiss): with spins of ±1,
 *
 *     f(s) = exp(θ₁ Σᵢ sᵢ + (θ₂/N) Σᵢ<ⱼ sᵢ sⱼ) / Z.
 *
 * θ₂ is divided by the number of spins N, so that for many spins order sets in at θ₂ = 1. Configurations with equally many
 * spins up are equally probable, so the probabilities of 0 … N spins up say everything, exactly and for any N.
 */
export interface MeanFieldIsingModel {
  /** N. */
  readonly spins: number;
  /** θ₁; ±Infinity in the limits where only some magnetisations are left. */
  readonly field: number;
  /** θ₂; ±Infinity likewise. */
  readonly coupling: number;
  /** Probability of k spins up, k = 0 … N: finite where parameters are not, and all that sampling reads. */
  readonly upProbabilities: Float64Array;
}

/** Means of the sufficient statistics, each in [−1, 1]. */
export interface IsingStatistics {
  /** Mean spin, φ₁. */
  readonly magnetization: number;
  /** Mean product of two different spins, φ₂; 1 where there is one spin only. */
  readonly pairProduct: number;
}

/**
 * The model with the given parameters. O(spins).
 * @throws RangeError for a number of spins that is not a whole number of at least 1, or a parameter that is not finite
 *
 * @example
 * import { createMeanFieldIsing } from "model-collapse";
 * createMeanFieldIsing({ spins: 2, field: 0 }).upProbabilities; // → [0.25, 0.5, 0.25]
 */
export function createMeanFieldIsing(parameters: {
  readonly spins: number;
  readonly field: number;
  /** Default 0: independent spins. */
  readonly coupling?: number;
}): MeanFieldIsingModel {
  const { spins, field, coupling = 0 } = parameters;
  requireSpins("createMeanFieldIsing", spins);
  for (const [name, value] of Object.entries({ field, coupling })) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`createMeanFieldIsing needs ${name} to be a finite number, got ${value}`);
    }
  }
  return meanFieldModel(logMultiplicities(spins), field, coupling);
}

/** @throws RangeError unless `spins` is a whole number of at least 1 */
export function requireSpins(caller: string, spins: number): void {
  if (!Number.isSafeInteger(spins) || spins < 1) {
    throw new RangeError(`${caller} needs spins to be a whole number of at least 1, got ${spins}`);
  }
}

/** The same from the logarithms of multiplicities, without any check. */
export function meanFieldModel(
  logMultiplicity: Float64Array,
  field: number,
  coupling: number,
): MeanFieldIsingModel {
  const spins = logMultiplicity.length - 1;
  const upProbabilities = new Float64Array(spins + 1);
  for (let up = 0; up <= spins; up++) {
    const sum = 2 * up - spins;
    upProbabilities[up] = logMultiplicity[up]! + field * sum + coupling * pairSum(sum, spins);
  }
  normalizeLogarithms(upProbabilities);
  return { spins, field, coupling, upProbabilities };
}

/** (1/N) Σᵢ<ⱼ sᵢ sⱼ of a configuration whose spins sum to `sum`. */
export function pairSum(sum: number, spins: number): number {
  return (sum * sum - spins) / (2 * spins);
}

/** ln of the number of configurations of `spins` spins with k up, k = 0 … N. */
export function logMultiplicities(spins: number): Float64Array {
  const logarithms = new Float64Array(spins + 1);
  for (let up = 1; up <= spins; up++) {
    logarithms[up] = logarithms[up - 1]! + Math.log((spins - up + 1) / up);
  }
  return logarithms;
}

/** Turns logarithms of weights into probabilities, in place; returns the logarithm of their sum. */
export function normalizeLogarithms(logarithms: Float64Array): number {
  let largest = -Infinity;
  for (let i = 0; i < logarithms.length; i++) if (logarithms[i]! > largest) largest = logarithms[i]!;
  let total = 0;
  for (let i = 0; i < logarithms.length; i++) total += logarithms[i] = Math.exp(logarithms[i]! - largest);
  for (let i = 0; i < logarithms.length; i++) logarithms[i]! /= total;
  return largest + Math.log(total);
}

/**
 * Means of the sufficient statistics under the model. O(spins).
 *
 * @example
 * import { createMeanFieldIsing, meanFieldStatistics } from "model-collapse";
 * meanFieldStatistics(createMeanFieldIsing({ spins: 10, field: 0.5 })).magnetization; // → 0.4621
 */
export function meanFieldStatistics({ spins, upProbabilities }: MeanFieldIsingModel): IsingStatistics {
  let [first, second] = [0, 0];
  for (let up = 0; up <= spins; up++) {
    const sum = 2 * up - spins;
    first += upProbabilities[up]! * sum;
    second += upProbabilities[up]! * sum * sum;
  }
  return {
    magnetization: first / spins,
    pairProduct: spins === 1 ? 1 : (second - spins) / (spins * (spins - 1)),
  };
}

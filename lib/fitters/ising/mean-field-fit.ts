import type { Outcomes, Points } from "../../data/points";
import { checkNotNegative } from "../checks";
import { checkConfigurations } from "./configurations";
import { fitField } from "./field";
import { fitFieldAndCoupling } from "./field-and-coupling";
import {
  createMeanFieldIsing,
  logMultiplicities,
  type MeanFieldIsingModel,
  requireSpins,
} from "./mean-field-model";

/** Configurations that were never seen but are counted: the conjugate prior of the model. */
export interface IsingPrior {
  /** θ₁ of the model that they come from. */
  readonly field: number;
  /** θ₂ of that model. Default 0. */
  readonly coupling?: number;
  /** How many configurations it is worth; need not be whole. */
  readonly configurations: number;
}

export interface MeanFieldIsingOptions {
  /** θ₂, kept at this number, or "fitted" from the data beside θ₁. Default 0: independent spins. */
  readonly coupling?: number | "fitted";
  /**
   * The fit is then the maximum of the posterior: the likelihood of the data and of these configurations at once. Default:
   * none, maximum likelihood.
   */
  readonly prior?: IsingPrior;
  /** λ ≥ 0: the log-likelihood of all configurations loses (λ/2)(θ₁² + θ₂²), of fitted parameters. Default 0. */
  readonly ridge?: number;
}

/**
 * Fits field and, if asked for, coupling of an Ising model of infinite range, by matching the means of magnetisation and
 * pair product exactly (Newton's method; the log-likelihood is concave). Where maximum likelihood lies at infinity, with all
 * spins of all configurations equal, or with both parameters and no more than two neighbouring magnetisations seen, the
 * answer is that limit: parameters are infinite, `upProbabilities` are the frequencies seen. A prior or a ridge keeps it
 * finite. O(configurations × spins).
 *
 * @example
 * import { fitMeanFieldIsing, pointsFrom } from "model-collapse";
 * const configurations = pointsFrom([[1, 1, -1, 1], [1, 1, 1, -1]]);
 * fitMeanFieldIsing(configurations).field; // → 0.5493
 *
 * @throws TypeError for what are no points, RangeError for no rows, an entry other than ±1, or an option out of its range
 */
export function fitMeanFieldIsing(
  configurations: Points,
  options: MeanFieldIsingOptions = {},
): MeanFieldIsingModel {
  checkConfigurations("fitMeanFieldIsing", configurations);
  const fit = meanFieldFitter("fitMeanFieldIsing", configurations.columns, options);
  return fit(countByUpSpins(configurations));
}

/**
 * Number of spins up in each configuration: all that the likelihood of a model of infinite range depends on. Any positive
 * number is up.
 */
export function upSpinCounts({ values, rows, columns }: Points): Outcomes {
  const counts = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let up = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) if (values[i]! > 0) up++;
    counts[row] = up;
  }
  return counts;
}

/** How many configurations have k spins up, k = 0 … N. */
export function countByUpSpins(configurations: Points): Float64Array {
  const counts = new Float64Array(configurations.columns + 1);
  for (const up of upSpinCounts(configurations)) counts[up]!++;
  return counts;
}

/**
 * A fit to the numbers of configurations with k spins up, k = 0 … N, with all that is the same in every generation done once.
 * @throws RangeError naming the caller and an option out of its range
 */
export function meanFieldFitter(
  caller: string,
  spins: number,
  options: MeanFieldIsingOptions,
): (counts: Float64Array) => MeanFieldIsingModel {
  const { coupling = 0, ridge = 0 } = options;
  requireSpins(caller, spins);
  checkNotNegative(caller, "ridge", ridge);
  if (coupling !== "fitted" && !Number.isFinite(coupling)) {
    throw new RangeError(`${caller} needs coupling to be a finite number or "fitted", got ${coupling}`);
  }
  if (coupling === "fitted" && spins < 2) {
    throw new RangeError(`${caller} needs at least 2 spins to fit a coupling, got ${spins}`);
  }
  const prior = priorWeights(caller, spins, options.prior);
  const multiplicities = logMultiplicities(spins);
  return (counts) => {
    const weights = counts.map((count, up) => count + prior[up]!);
    return coupling === "fitted"
      ? fitFieldAndCoupling(weights, multiplicities, ridge)
      : fitField(weights, multiplicities, coupling, ridge);
  };
}

/** What the prior adds to the number of configurations with k spins up, k = 0 … N. */
function priorWeights(caller: string, spins: number, prior: IsingPrior | undefined): Float64Array {
  if (!prior) return new Float64Array(spins + 1);
  checkNotNegative(caller, "prior.configurations", prior.configurations);
  const { field, coupling } = prior;
  const { upProbabilities } = createMeanFieldIsing({ spins, field, coupling });
  return upProbabilities.map((probability) => probability * prior.configurations);
}

import type { Points } from "../../data/points";
import { checkConfigurations } from "./configurations";
import { normalizeLogarithms } from "./mean-field-model";
import { checkIsing, type IsingModel, requireFewSpins } from "./model";
import { walshHadamard } from "./walsh-hadamard";

const remedy = "Draw with sampleIsingByGibbs and average";

/** Probabilities of all states, and ln Z. Bit i of a state's index is set where spin i is −1. */
export interface IsingStates {
  readonly probabilities: Float64Array;
  /** ln Z over the spins that can turn; fields of ±Infinity are left out. */
  readonly logPartition: number;
}

/**
 * Probabilities of all 2^spins states and ln Z, exactly, for at most 20 spins: O(spins 2^spins), below 0.1 s.
 * @throws RangeError for more than 20 spins, naming Gibbs sampling, or a model whose parts do not fit together
 *
 * @example
 * import { isingStates } from "model-collapse";
 * const pair = { spins: 2, fields: new Float64Array(2), couplings: Float64Array.of(0, 0.5, 0.5, 0) };
 * isingStates(pair).probabilities[0]; // → 0.36553
 */
export function isingStates(model: IsingModel): IsingStates {
  checkIsing("isingStates", model);
  requireFewSpins("isingStates", model.spins, remedy);
  return statesOf(model);
}

/** The same without any check. */
export function statesOf({ spins, fields, couplings }: IsingModel): IsingStates {
  const exponents = new Float64Array(2 ** spins);
  let [turning, down] = [0, 0];
  for (let i = 0; i < spins; i++) {
    if (Number.isFinite(fields[i]!)) {
      turning |= 1 << i;
      exponents[1 << i] = fields[i]!;
    } else if (fields[i]! < 0) down |= 1 << i;
    for (let j = 0; j < i; j++) exponents[(1 << i) | (1 << j)] = couplings[i * spins + j]!;
  }
  walshHadamard(exponents);
  for (let state = 0; state < exponents.length; state++) {
    if ((state & ~turning) !== down) exponents[state] = -Infinity;
  }
  const logPartition = normalizeLogarithms(exponents);
  return { probabilities: exponents, logPartition };
}

/** Means under a model. */
export interface IsingMoments {
  /** Means of the spins. */
  readonly magnetizations: Float64Array;
  /** Means of products of two spins, `spins × spins`, row-major, ones on the diagonal. */
  readonly pairProducts: Float64Array;
}

/**
 * Means of all spins and of all products of two, exactly, for at most 20 spins. O(spins 2^spins).
 * @throws RangeError as `isingStates`
 */
export function isingMoments(model: IsingModel): IsingMoments {
  checkIsing("isingMoments", model);
  requireFewSpins("isingMoments", model.spins, remedy);
  const { spins } = model;
  const products = statesOf(model).probabilities;
  walshHadamard(products);
  return {
    magnetizations: Float64Array.from({ length: spins }, (_, i) => products[1 << i]!),
    pairProducts: Float64Array.from(
      { length: spins ** 2 },
      (_, entry) => products[(1 << Math.floor(entry / spins)) ^ (1 << (entry % spins))]!,
    ),
  };
}

/**
 * Natural logarithm of the probability of every row of spins, exactly, for at most 20 spins.
 * @throws RangeError as `isingStates`, or for rows of another width or entries other than ±1
 */
export function isingLogDensity(model: IsingModel, configurations: Points): Float64Array {
  checkConfigurations("isingLogDensity", configurations);
  const { values, rows, columns } = configurations;
  if (columns !== model.spins) {
    throw new RangeError(`isingLogDensity needs rows of ${model.spins} spins, got ${columns}`);
  }
  const { probabilities } = isingStates(model);
  return Float64Array.from({ length: rows }, (_, row) => {
    let state = 0;
    for (let i = 0; i < columns; i++) if (values[row * columns + i]! < 0) state |= 1 << i;
    return Math.log(probabilities[state]!);
  });
}

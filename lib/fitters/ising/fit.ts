import type { Points } from "../../data/points";
import { checkNotNegative } from "../checks";
import { ascend, type Expectations } from "../exponential-family/newton";
import { checkConfigurations } from "./configurations";
import { normalizeLogarithms } from "./mean-field-model";
import { type IsingModel, requireFewSpins } from "./model";
import { walshHadamard } from "./walsh-hadamard";

export interface IsingOptions {
  /** λ ≥ 0: the log-likelihood of all rows loses (λ/2)(Σ hᵢ² + Σᵢ<ⱼ Jᵢⱼ²). Default 0. */
  readonly ridge?: number;
  /**
   * How many rows of independent fair spins are counted beside the data: the conjugate prior about no order. Need not be
   * whole. Default 0, maximum likelihood.
   */
  readonly priorConfigurations?: number;
}

/**
 * Fits all fields and couplings of an Ising model of at most 20 spins by matching the means of spins and of their products
 * (maximum likelihood, or the maximum of the posterior), exactly: Newton's method, with all moments of a step from one
 * Walsh–Hadamard transform. A spin that is the same in every row gets an infinite field and no couplings, unless prior or
 * ridge hold it. Where else the maximum lies at infinity (fewer patterns seen than there are parameters), parameters are as
 * large as it takes to match all means within 1e-9. O(spins 2^spins + spins⁶/24) a step, about 20 steps.
 * @throws TypeError for what are no points, RangeError for entries other than ±1, more than 20 spins, or a bad option
 *
 * @example
 * import { fitIsing, pointsFrom } from "model-collapse";
 * const rows = [[1, 1], [1, 1], [1, 1], [-1, -1], [1, -1], [-1, 1]];
 * fitIsing(pointsFrom(rows)).couplings[1]; // → 0.2747
 */
export function fitIsing(configurations: Points, options: IsingOptions = {}): IsingModel {
  checkIsingOptions("fitIsing", options);
  checkConfigurations("fitIsing", configurations);
  requireFewSpins("fitIsing", configurations.columns, "Fit fewer spins");
  return matchIsing(configurations, options);
}

/** @throws RangeError naming the caller and the option */
export function checkIsingOptions(
  caller: string,
  { ridge = 0, priorConfigurations = 0 }: IsingOptions,
): void {
  checkNotNegative(caller, "ridge", ridge);
  checkNotNegative(caller, "priorConfigurations", priorConfigurations);
}

/** The same without any check. */
export function matchIsing(configurations: Points, options: IsingOptions): IsingModel {
  const { ridge = 0, priorConfigurations = 0 } = options;
  const { rows, columns: spins } = configurations;
  const total = rows + priorConfigurations;
  const fields = new Float64Array(spins);
  const free: number[] = [];
  for (let i = 0; i < spins; i++) {
    const constant = ridge === 0 && priorConfigurations === 0 ? constantSpin(configurations, i) : 0;
    if (constant === 0) free.push(i);
    else fields[i] = constant * Infinity;
  }
  const couplings = new Float64Array(spins * spins);
  const sets = statisticsOf(free.length);
  const targets = Float64Array.from(sets, (set) => {
    const members = free.filter((_, bit) => (set >> bit) & 1);
    return (rows / total) * meanProduct(configurations, members);
  });
  const parameters = ascend(new Float64Array(sets.length), {
    targets,
    penalty: ridge / total,
    tolerance: 1e-9,
    evaluate: (current) => expectationsOf(current, sets, free.length),
  });
  sets.forEach((set, p) => {
    const [i, j] = free.filter((_, bit) => (set >> bit) & 1);
    if (j === undefined) fields[i!] = parameters[p]!;
    else couplings[i! * spins + j] = couplings[j * spins + i!] = parameters[p]!;
  });
  return { spins, fields, couplings };
}

/** 1 or −1 for a spin that is so in all rows, else 0. */
function constantSpin({ values, rows, columns }: Points, i: number): number {
  for (let row = 1; row < rows; row++) if (values[row * columns + i] !== values[i]) return 0;
  return values[i]!;
}

/** Single spins and pairs of them, as bits. */
function statisticsOf(spins: number): number[] {
  const sets: number[] = [];
  for (let i = 0; i < spins; i++) sets.push(1 << i);
  for (let i = 0; i < spins; i++) for (let j = 0; j < i; j++) sets.push((1 << i) | (1 << j));
  return sets;
}

function meanProduct({ values, rows, columns }: Points, members: readonly number[]): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    let product = 1;
    for (const i of members) product *= values[row * columns + i]!;
    sum += product;
  }
  return sum / rows;
}

/** ln Z, means and covariances: the mean of the product of two statistics is that of the symmetric difference of their sets. */
function expectationsOf(parameters: Float64Array, sets: readonly number[], spins: number): Expectations {
  const states = new Float64Array(2 ** spins);
  sets.forEach((set, p) => {
    states[set] = parameters[p]!;
  });
  walshHadamard(states);
  const logPartition = normalizeLogarithms(states);
  walshHadamard(states);
  const order = sets.length;
  const means = Float64Array.from(sets, (set) => states[set]!);
  const covariance = new Float64Array(order * order);
  for (let a = 0; a < order; a++) {
    for (let b = 0; b <= a; b++) {
      covariance[a * order + b] = covariance[b * order + a] =
        states[sets[a]! ^ sets[b]!]! - means[a]! * means[b]!;
    }
  }
  return { logPartition, means, covariance };
}

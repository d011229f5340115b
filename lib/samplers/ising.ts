import type { Points } from "../data/points";
import { checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import { isingLogDensity, statesOf } from "../fitters/ising/exact";
import { checkIsingOptions, type IsingOptions, matchIsing } from "../fitters/ising/fit";
import { checkIsing, type IsingModel, requireFewSpins } from "../fitters/ising/model";
import { portable } from "../fitters/portable";
import { logistic } from "../fitters/special-functions";
import { createAliasTable } from "../random/alias-table";
import type { Random } from "../random/random";

/**
 * Draws `count` independent rows of spins ±1, exactly, for at most 20 spins: one uniform a row, after a table of all states.
 * O(spins 2^spins + count × spins).
 * @throws RangeError for more than 20 spins, naming `sampleIsingByGibbs`
 */
export function sampleIsing(model: IsingModel, count: number, random: Random): Points {
  const { spins } = model;
  checkIsing("sampleIsing", model);
  requireFewSpins("sampleIsing", spins, "sampleIsingByGibbs draws approximately");
  const table = createAliasTable(statesOf(model).probabilities);
  const values = new Float64Array(count * spins);
  for (let row = 0; row < count; row++) {
    const state = random.categorical(table);
    for (let i = 0; i < spins; i++) values[row * spins + i] = (state >> i) & 1 ? -1 : 1;
  }
  return { values, rows: count, columns: spins };
}

export interface IsingGibbsOptions {
  /** Sweeps over all spins before the first row is taken. Default 1000. */
  readonly burnIn?: number;
  /** Sweeps from one row to the next. Default 10. */
  readonly thinning?: number;
}

/**
 * Draws `count` rows by Gibbs sampling, for any number of spins: one chain that starts from fair coins, turns each spin in
 * order by its probability given all others, and gives a row every `thinning` sweeps after `burnIn`. Rows follow the model only
 * as well as the chain mixes, and neighbouring ones are correlated: with strong couplings it may stay in one valley.
 * O((burnIn + count × thinning) × spins²).
 * @throws RangeError for options that are not whole numbers in range
 */
export function sampleIsingByGibbs(
  model: IsingModel,
  count: number,
  options: IsingGibbsOptions,
  random: Random,
): Points {
  const { burnIn = 1000, thinning = 10 } = options;
  const { spins } = model;
  checkIsing("sampleIsingByGibbs", model);
  checkWholeNumber("sampleIsingByGibbs", "burnIn", burnIn, 0);
  checkWholeNumber("sampleIsingByGibbs", "thinning", thinning, 1);
  const state = Float64Array.from({ length: spins }, () => (random.next() < 0.5 ? -1 : 1));
  for (let sweep = 0; sweep < burnIn; sweep++) sweepSpins(model, state, random);
  const values = new Float64Array(count * spins);
  for (let row = 0; row < count; row++) {
    for (let sweep = 0; sweep < thinning; sweep++) sweepSpins(model, state, random);
    values.set(state, row * spins);
  }
  return { values, rows: count, columns: spins };
}

function sweepSpins({ spins, fields, couplings }: IsingModel, state: Float64Array, random: Random): void {
  for (let i = 0; i < spins; i++) {
    let input = fields[i]!;
    for (let j = 0; j < spins; j++) input += couplings[i * spins + j]! * state[j]!;
    state[i] = random.next() < logistic(2 * input) ? 1 : -1;
  }
}

/**
 * Ising models with a field on every spin and a coupling between every two, on rows of at most 20 spins: fitted by exact
 * matching of moments, drawn exactly. A chain is absorbed once every spin is constant; a prior or a ridge keeps it from that.
 * @throws RangeError for an option out of its range
 */
export function ising(options: IsingOptions = {}): Family<Points, IsingModel> {
  checkIsingOptions("ising", options);
  return portable<Family<Points, IsingModel>>(
    {
      name: "Ising model",
      fit: (data) => {
        requireFewSpins("ising", data.columns, "meanFieldIsing takes any number, with one coupling for all");
        return matchIsing(data, options);
      },
      sample: sampleIsing,
      logDensity: isingLogDensity,
      isAbsorbed: ({ fields }) => fields.every((field) => !Number.isFinite(field)),
    },
    "ising",
    options,
  );
}

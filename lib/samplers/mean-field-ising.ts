import type { Outcomes, Points } from "../data/points";
import type { Family } from "../fitters/family";
import { type MeanFieldIsingOptions, meanFieldFitter, upSpinCounts } from "../fitters/ising/mean-field-fit";
import { logMultiplicities, type MeanFieldIsingModel } from "../fitters/ising/mean-field-model";
import { portable } from "../fitters/portable";
import { createAliasTable } from "../random/alias-table";
import type { Random } from "../random/random";

export interface MeanFieldIsingFamilyOptions extends MeanFieldIsingOptions {
  /** Number of spins of a configuration. */
  readonly spins: number;
}

/**
 * Draws `count` configurations of spins ±1, a row each, exactly: first how many spins are up, then which. A uniform for the
 * first and one for each spin. O(count × spins).
 */
export function sampleMeanFieldIsing(model: MeanFieldIsingModel, count: number, random: Random): Points {
  const values = new Float64Array(count * model.spins);
  const points = { values, rows: count, columns: model.spins };
  fillConfigurations(model, points, random);
  return points;
}

function fillConfigurations(model: MeanFieldIsingModel, { values, rows }: Points, random: Random): void {
  const { spins } = model;
  const table = createAliasTable(model.upProbabilities);
  for (let row = 0; row < rows; row++) {
    let up = random.categorical(table);
    for (let left = spins, i = row * spins; left > 0; left--, i++) {
      const isUp = random.next() * left < up;
      values[i] = isUp ? 1 : -1;
      if (isUp) up--;
    }
  }
}

/** Draws the number of spins up of `count` configurations, one uniform each, after a table in O(spins). */
export function sampleUpSpinCounts(model: MeanFieldIsingModel, count: number, random: Random): Outcomes {
  return random.fillCategorical(new Int32Array(count), createAliasTable(model.upProbabilities));
}

/** Natural logarithm of the probability of every configuration; −Infinity for one that cannot occur. */
export function meanFieldIsingLogDensity(model: MeanFieldIsingModel, configurations: Points): Float64Array {
  const multiplicities = logMultiplicities(model.spins);
  return Float64Array.from(
    upSpinCounts(configurations),
    (up) => Math.log(model.upProbabilities[up]!) - multiplicities[up]!,
  );
}

/** Whether one magnetisation alone is left: what is drawn then fits no other model. */
function hasOneMagnetization({ upProbabilities }: MeanFieldIsingModel): boolean {
  return upProbabilities.includes(1);
}

/**
 * Ising models of infinite range, fitted to configurations of ±1 spins (rows of points) and sampled exactly. Without prior
 * or ridge it is the model of Jangjoo et al. (PRL 136, 197301): absorbed once one magnetisation is left. With a coupling
 * that is kept that is all spins up or all down; with no coupling the mean of all spins of a chain is a Wright–Fisher
 * process with spins × configurations draws a generation.
 * @throws RangeError for an option out of its range
 */
export function meanFieldIsing(options: MeanFieldIsingFamilyOptions): Family<Points, MeanFieldIsingModel> {
  const fit = meanFieldFitter("meanFieldIsing", options.spins, options);
  return portable<Family<Points, MeanFieldIsingModel>>(
    {
      name: "Ising model of infinite range",
      fit: (data) => fit(upSpinCounts(data)),
      sample: sampleMeanFieldIsing,
      sampleInto: fillConfigurations,
      logDensity: meanFieldIsingLogDensity,
      isAbsorbed: hasOneMagnetization,
    },
    "meanFieldIsing",
    options,
  );
}

/**
 * The same family on numbers of spins up in place of the configurations: these counts are sufficient, so models follow
 * the same law, `spins` times quicker. Which spins were up is not drawn.
 * @throws RangeError for an option out of its range
 */
export function meanFieldIsingCounts(
  options: MeanFieldIsingFamilyOptions,
): Family<Outcomes, MeanFieldIsingModel> {
  return portable<Family<Outcomes, MeanFieldIsingModel>>(
    {
      name: "Ising model of infinite range, numbers of spins up",
      fit: meanFieldFitter("meanFieldIsingCounts", options.spins, options),
      sample: sampleUpSpinCounts,
      sampleInto: (model, target, random) =>
        void random.fillCategorical(target, createAliasTable(model.upProbabilities)),
      logDensity: ({ upProbabilities }, counts) =>
        Float64Array.from(counts, (up) => Math.log(upProbabilities[up]!)),
      isAbsorbed: hasOneMagnetization,
    },
    "meanFieldIsingCounts",
    options,
  );
}

import type { Points } from "../data/points";
import type { SampleStatistics } from "../data/sample-statistics";
import type { Family } from "../fitters/family";
import {
  countByUpSpins,
  type MeanFieldIsingOptions,
  meanFieldFitter,
  upSpinCounts,
} from "../fitters/ising/mean-field-fit";
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

/**
 * Shares of `count` configurations that have k spins up, k = 0 … N: multinomial counts, which are sufficient. O(spins).
 */
export function drawMeanFieldStatistics(
  { upProbabilities }: MeanFieldIsingModel,
  count: number,
  random: Random,
): SampleStatistics {
  const counts = random.multinomial(count, upProbabilities);
  return { count, means: Float64Array.from(counts, (times) => times / count) };
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
      fit: (data) => fit(countByUpSpins(data)),
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
 * The same family, its statistics drawn directly: how many of the configurations have how many spins up, O(spins) a generation
 * however many there are. Which spins were up is not drawn; models follow the same law.
 * @throws RangeError for an option out of its range
 */
export function meanFieldIsingStatistics(
  options: MeanFieldIsingFamilyOptions,
): Family<SampleStatistics, MeanFieldIsingModel> {
  const fit = meanFieldFitter("meanFieldIsingStatistics", options.spins, options);
  return portable<Family<SampleStatistics, MeanFieldIsingModel>>(
    {
      name: "Ising model of infinite range, statistics",
      drawn: "sufficient statistics",
      fit: ({ count, means }) => fit(Float64Array.from(means, (share) => share * count)),
      sample: drawMeanFieldStatistics,
      isAbsorbed: hasOneMagnetization,
    },
    "meanFieldIsingStatistics",
    options,
  );
}

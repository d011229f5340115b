import type { Outcomes } from "../data/points";
import { type CategoricalModel, type CategoricalOptions, relativeFrequencies } from "../fitters/categorical";
import { checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import { createAliasTable } from "../random/alias-table";
import type { Random } from "../random/random";

/** Draws `count` outcomes, one uniform each, after an alias table in O(categories). */
export function sampleCategorical(model: CategoricalModel, count: number, random: Random): Outcomes {
  return random.fillCategorical(new Int32Array(count), createAliasTable(model.probabilities));
}

/** Natural logarithm of the probability of every outcome; −Infinity for one that cannot occur. */
export function categoricalLogDensity(model: CategoricalModel, outcomes: Outcomes): Float64Array {
  return Float64Array.from(outcomes, (outcome) => Math.log(model.probabilities[outcome]!));
}

/**
 * The categorical family: each generation is the relative frequencies of what it was trained on (Shumailov et
 * al. 2024, discrete distributions). It is absorbed once a single outcome is left.
 * @throws RangeError unless `categories` is a whole number of at least 1
 */
export function categorical(options: CategoricalOptions): Family<Outcomes, CategoricalModel> {
  checkWholeNumber("categorical", "categories", options.categories, 1);
  return portable<Family<Outcomes, CategoricalModel>>(
    {
      name: "categorical",
      fit: (data) => relativeFrequencies(data, options.categories),
      sample: sampleCategorical,
      sampleInto: (model, target, random) =>
        void random.fillCategorical(target, createAliasTable(model.probabilities)),
      logDensity: categoricalLogDensity,
      isAbsorbed: ({ probabilities }) => probabilities.includes(1),
    },
    "categorical",
    options,
  );
}

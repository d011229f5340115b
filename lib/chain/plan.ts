import { sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import type { Family } from "../fitters/family";
import type { Random } from "../random/random";
import type { Regime } from "../regimes/regime";
import type { ChainSettings, Measure, TrueModel } from "./settings";
import { checkSettings } from "./validate";

/** What the loop needs: checked settings with every default filled in, and nothing about how it is run. */
export interface ChainPlan<Data extends TrainingSet, Model, Measured> {
  readonly family: Family<Data, Model>;
  readonly regime: Regime;
  readonly real: Data | TrueModel<Model>;
  readonly generations: number;
  readonly samplesPerGeneration: number;
  readonly replicates: number;
  readonly measure?: Measure<Data, Model, Measured>;
  readonly random: Random;
  /** Ascending generations to record; undefined means all. */
  readonly recordedGenerations?: readonly number[];
  readonly stopsWhenAbsorbed: boolean;
}

/**
 * Checks the settings of a chain and fills in the defaults.
 * @throws RangeError or TypeError that names the setting, the need and the value received
 */
export function planChain<Data extends TrainingSet, Model, Measured>(
  settings: ChainSettings<Data, Model, Measured>,
): ChainPlan<Data, Model, Measured> {
  checkSettings(settings);
  const { family, regime, real, generations, measure, random, recordedGenerations } = settings;
  return {
    family,
    regime,
    real,
    generations,
    samplesPerGeneration: settings.samplesPerGeneration ?? (isDrawn(real) ? real.count : sizeOf(real)),
    replicates: settings.replicates ?? 1,
    measure,
    random,
    recordedGenerations: recordedGenerations && [...new Set(recordedGenerations)].sort((a, b) => a - b),
    stopsWhenAbsorbed: settings.whenAbsorbed === "stop",
  };
}

/** Whether the real data are to be drawn for each replicate. */
export function isDrawn<Data extends TrainingSet, Model>(
  real: Data | TrueModel<Model>,
): real is TrueModel<Model> {
  return "model" in real;
}

/** Generations fitted in one replicate that is not stopped. */
export function fitsPerReplicate(plan: { readonly generations: number }): number {
  return plan.generations + 1;
}

import type { TrainingSet } from "../data/points";
import type { Family } from "../fitters/family";
import type { Random } from "../random/random";
import type { Regime } from "../regimes/regime";
import { originalSize } from "./real-data";
import type { ChainSettings, Measure, RealData } from "./settings";
import { checkSettings } from "./validate";

/** What the loop needs: checked settings with every default filled in, and nothing about how it is run. */
export interface ChainPlan<Data extends TrainingSet, Model, Measured> {
  readonly family: Family<Data, Model>;
  readonly regime: Regime;
  readonly real: RealData<Data, Model>;
  readonly generations: number;
  readonly samplesPerGeneration: number;
  readonly replicates: number;
  readonly measure?: Measure<Data, Model, Measured>;
  /** True when the measure is to see what each generation writes, wherever it runs; else undefined. */
  readonly readsSynthetic?: true;
  readonly random: Random;
  /** Ascending generations to record; undefined means all. */
  readonly recordedGenerations?: readonly number[];
  readonly stopsWhenAbsorbed: boolean;
  /** Undefined means all, so that the digest of these settings is what it was before there was a choice. */
  readonly keepModels?: "last" | "none";
}

/**
 * Checks the settings of a chain and fills in the defaults.
 * @throws RangeError or TypeError that names the setting, the need and the value received
 */
export function planChain<Data extends TrainingSet, Model, Measured>(
  settings: ChainSettings<Data, Model, Measured>,
): ChainPlan<Data, Model, Measured> {
  checkSettings(settings);
  const { family, regime, real, generations, measure, random, recordedGenerations, keepModels } = settings;
  return {
    family,
    regime,
    real,
    generations,
    samplesPerGeneration: settings.samplesPerGeneration ?? originalSize(real),
    replicates: settings.replicates ?? 1,
    measure,
    readsSynthetic: measure?.readsSynthetic || undefined,
    random,
    recordedGenerations: recordedGenerations && [...new Set(recordedGenerations)].sort((a, b) => a - b),
    stopsWhenAbsorbed: settings.whenAbsorbed === "stop",
    keepModels: keepModels === "all" ? undefined : keepModels,
  };
}

/** Generations fitted in one replicate that is not stopped. */
export function fitsPerReplicate(plan: { readonly generations: number }): number {
  return plan.generations + 1;
}

import { createRequire } from "node:module";
import type { TrainingSet } from "../../data/points";
import { digestOf } from "../../data/sources/digest-of";
import type { ChainPlan } from "../plan";

const { version } = createRequire(__filename)("model-collapse/package.json") as { version: string };

/** Changes with what records hold, so that kept ones without it are computed again. */
const recordFormat = 2;

/**
 * Names everything that a replicate's records depend on. The number of replicates is no part of it, so that a
 * chain can be given more of them later.
 */
export function settingsDigest<Data extends TrainingSet, Model, Measured>(
  plan: ChainPlan<Data, Model, Measured>,
): string {
  // Whether the measure reads synthetic data and which models are kept are in the rest, absent by default.
  const { family, regime, measure, random, replicates: _, ...rest } = plan;
  return digestOf({
    version,
    recordFormat,
    family: { ...family },
    regime: { source: regime, origin: regime.origin, label: regime.label },
    measure: measure && { source: measure, origin: measure.origin },
    random: random.key,
    rest,
  });
}

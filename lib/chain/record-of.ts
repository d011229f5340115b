import { sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { ChainError } from "./chain-error";
import type { ChainPlan } from "./plan";
import type { FittedGeneration } from "./replicate";
import type { GenerationRecord } from "./settings";

/** Measures a fitted generation. The measure draws from a stream of its own. */
export function recordOf<Data extends TrainingSet, Model, Measured>(
  plan: ChainPlan<Data, Model, Measured>,
  fitted: FittedGeneration<Data, Model>,
  real: Data,
): GenerationRecord<Model, Measured> {
  const { replicate, generation, model, training, synthetic, absorbedAt, isLast } = fitted;
  const random = plan.random.fork(replicate).fork(generation).fork("measure");
  const seen = { replicate, generation, model, training, real, random };
  const context = synthetic === undefined ? seen : { ...seen, synthetic };
  let measured: Measured;
  try {
    measured = plan.measure?.(context) as Measured;
  } catch (error) {
    throw new ChainError(replicate, generation, error);
  }
  const isKept = plan.keepModels === undefined || (plan.keepModels === "last" && isLast);
  // What is not kept is undefined in the type too, which `runChain` works out from its settings.
  const kept = isKept ? model : (undefined as Model);
  const drawn = plan.family.drawn ?? "data";
  const record = { replicate, generation, model: kept, measured, trainingSize: sizeOf(training), drawn };
  return absorbedAt === undefined ? record : { ...record, absorbedAt };
}

import type { TrainingSet } from "../../data/points";
import type { Ledger } from "../ledger";
import type { ChainPlan } from "../plan";
import { recordOf } from "../record-of";
import type { GenerationRecord } from "../settings";
import type { Observer, SliceLimits } from "../work";

/** Longest time a thread computes before it lets others have their turn, in milliseconds. */
export const sliceMilliseconds = 25;

/** Limits of a slice on the calling thread, which shares its memory with whoever reads the records. */
export const localLimits: SliceLimits = { milliseconds: sliceMilliseconds, items: 4096, weight: Infinity };

/** Everything one run of a chain works with. */
export interface ChainRun<Data extends TrainingSet, Model, Measured> {
  readonly plan: ChainPlan<Data, Model, Measured>;
  readonly ledger: Ledger<Data, Model, Measured>;
  readonly signal?: AbortSignal;
}

/** Makes records of fitted generations on the thread that fitted them. */
export function recording<Data extends TrainingSet, Model, Measured>(
  plan: ChainPlan<Data, Model, Measured>,
): Observer<Data, Model, GenerationRecord<Model, Measured>> {
  return { observe: (fitted, real) => recordOf(plan, fitted, real), weightOf: () => 0 };
}

/** Lets timers, messages and signals have their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

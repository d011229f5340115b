import type { TrainingSet } from "../../data/points";
import type { GenerationRecord } from "../settings";
import { work } from "../work";
import { type ChainRun, localLimits, nextTurn, recording } from "./executor";

/**
 * Runs a chain on the calling thread, which gets its turn every few tens of milliseconds: an abort, an
 * interrupt and progress come through.
 */
export async function* runInThread<Data extends TrainingSet, Model, Measured>(
  run: ChainRun<Data, Model, Measured>,
): AsyncGenerator<GenerationRecord<Model, Measured>[], void, undefined> {
  const { plan, ledger, signal } = run;
  signal?.throwIfAborted();
  await plan.family.prepare?.();
  signal?.throwIfAborted();
  for (const slice of work(plan, ledger.jobs(), recording(plan), localLimits)) {
    ledger.accept(slice);
    yield ledger.drain();
    await nextTurn();
    signal?.throwIfAborted();
  }
  yield ledger.drain();
}

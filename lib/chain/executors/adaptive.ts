import type { TrainingSet } from "../../data/points";
import type { GenerationRecord } from "../settings";
import { work } from "../work";
import type { Crew } from "./crew";
import { type ChainRun, localLimits, nextTurn, recording } from "./executor";

/** Work done on the calling thread before its speed is judged, and work left that pays for threads, both in ms. */
const trialMilliseconds = 50;
const worthThreads = 300;

/**
 * Begins on the calling thread, so that a short chain never pays for threads. When more than a moment's work is
 * left it starts a crew, works on until the first worker is ready, and hands over what it has under way. Who
 * does what changes no digit.
 */
export async function* runAdaptively<Data extends TrainingSet, Model, Measured>(
  run: ChainRun<Data, Model, Measured>,
  startCrew: (workers: number) => Crew<Data, Model, Measured>,
): AsyncGenerator<GenerationRecord<Model, Measured>[], void, undefined> {
  const { plan, ledger, signal } = run;
  signal?.throwIfAborted();
  await plan.family.prepare?.();
  signal?.throwIfAborted();
  const local = work(plan, ledger.jobs(), recording(plan), localLimits);
  let crew: Crew<Data, Model, Measured> | undefined;
  let busy = 0;
  const restored = ledger.done;
  try {
    for (;;) {
      const start = performance.now();
      const { value: slice } = local.next();
      busy += performance.now() - start;
      if (!slice) break;
      ledger.accept(slice);
      yield ledger.drain();
      await nextTurn();
      signal?.throwIfAborted();
      const left = (busy / (ledger.done - restored)) * (ledger.total - ledger.done);
      if (!crew && busy >= trialMilliseconds && left >= worthThreads && ledger.waiting > 0) {
        crew = startCrew(ledger.waiting + (slice.current ? 1 : 0));
      }
      if (crew?.isReady) {
        if (slice.current) ledger.returnJob(slice.current);
        yield* crew.work();
        return;
      }
    }
    yield ledger.drain();
  } finally {
    await crew?.close();
  }
}

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect } from "vitest";
import { chainOf } from "../../lib/chain/chain";
import { openCheckpoints } from "../../lib/chain/checkpoints/open-checkpoints";
import { Crew } from "../../lib/chain/executors/crew";
import { runInThread } from "../../lib/chain/executors/in-thread";
import { packPlan } from "../../lib/chain/executors/portable-plan";
import { Ledger } from "../../lib/chain/ledger";
import { planChain } from "../../lib/chain/plan";
import type { ChainSettings, Measure } from "../../lib/chain/settings";
import type { Images } from "../../lib/data/images";
import type { Sample, TrainingSet } from "../../lib/data/points";
import type { Family } from "../../lib/fitters/family";

export interface NoisyModel {
  readonly mean: number;
  readonly trace: Float64Array;
}

export interface DrawnMean {
  readonly mean: number;
  readonly noise: number;
  readonly shift: number;
}

export interface WrittenMean {
  readonly mean: number;
  readonly gap: number;
  readonly noise: number;
}

export interface TogetherModel {
  readonly mean: number;
  readonly weights: Float32Array;
}

export interface TogetherLog {
  readonly fits: number[];
  open: number;
}

export type TogetherFamily = Family<Images, TogetherModel> &
  Required<Pick<Family<Images, TogetherModel>, "fitTogether" | "sampleTogether">>;

export const fixtures = createRequire(__filename)("./fixtures/families.cjs") as {
  noisy(): Family<Sample, NoisyModel>;
  slow(milliseconds: number): Family<Sample, NoisyModel>;
  together(milliseconds?: number, rounds?: number, log?: TogetherLog): TogetherFamily;
  prepared(): Family<Sample, NoisyModel>;
  failing(generation: number): Family<Sample, { readonly mean: number }>;
  dying(): Family<Sample, object>;
  unsendable(): Family<Sample, object>;
  misnamed(): Family<Sample, NoisyModel>;
  drawnMean: Measure<Sample, NoisyModel, DrawnMean>;
  writtenMean: Measure<Sample | Images, { readonly mean: number }, WrittenMean>;
};

export const compiledLibrary = resolve(__dirname, "../../lib/dist");

/** The compiled worker: threads cannot run the sources. */
export const workerEntry = resolve(compiledLibrary, "chain/executors/worker.js");

/** A chain on worker threads from its first generation, however short it is. Needs the compiled library. */
export function onThreads<Data extends TrainingSet, Model, Measured = undefined>(
  settings: ChainSettings<Data, Model, Measured>,
  workers: number,
) {
  const plan = planChain(settings);
  const packed = packPlan(plan);
  if (!packed) throw new Error("the family and the regime of this test must be portable");
  if (!existsSync(workerEntry)) throw new Error("npm run build first: threads run the compiled library");
  return chainOf(async function* () {
    const warn = settings.onWarning ?? ((message: string) => expect.unreachable(message));
    const store = settings.checkpoint ? openCheckpoints(plan, settings.checkpoint, warn) : undefined;
    const ledger = new Ledger(plan, store, settings.onProgress);
    const crew = new Crew({ plan, ledger, signal: settings.signal }, packed, workerEntry, workers);
    try {
      yield* crew.work();
    } finally {
      await crew.close();
    }
  });
}

/** A chain on the calling thread, replicate after replicate, whatever its family offers. */
export function oneByOne<Data extends TrainingSet, Model, Measured = undefined>(
  settings: ChainSettings<Data, Model, Measured>,
) {
  const plan = planChain(settings);
  return chainOf(() => runInThread({ plan, ledger: new Ledger(plan) }));
}

import type { TrainingSet } from "../../data/points";
import type { LockHolder } from "../checkpoints/lock-file";
import { openShared } from "../checkpoints/open-shared";
import { Ledger } from "../ledger";
import type { ChainOrigin } from "../origin";
import type { ChainPlan } from "../plan";
import type { ChainProgress, ChainStore, GenerationRecord } from "../settings";
import type { ChainRun } from "./executor";
import { HeldChain } from "./held-chain";

/** What a run of a chain in a shared store needs beside the plan. */
export interface SharedSettings {
  readonly store: ChainStore;
  readonly signal?: AbortSignal;
  readonly warn: (message: string) => void;
  readonly onProgress?: (progress: ChainProgress) => void;
  readonly onOrigin: (origin: ChainOrigin) => void;
}

/**
 * Runs a chain of a shared store: waits while another process computes the same one, then computes what is not there
 * with `execute`, and at the end tells what was.
 */
export async function* runShared<Data extends TrainingSet, Model, Measured>(
  plan: ChainPlan<Data, Model, Measured>,
  { store, signal, warn, onProgress, onOrigin }: SharedSettings,
  execute: (run: ChainRun<Data, Model, Measured>) => AsyncIterable<GenerationRecord<Model, Measured>[]>,
): AsyncGenerator<GenerationRecord<Model, Measured>[], void, undefined> {
  signal?.throwIfAborted();
  const checkpoints = await openShared(plan, store, warn);
  const ledger = new Ledger(plan, checkpoints, onProgress);
  const held = await HeldChain.take(checkpoints.lock, {
    name: checkpoints.author.name,
    signal,
    onWait: (holder) => ledger.progressing(0, waitingNote(holder)),
  });
  try {
    for await (const batch of execute({ plan, ledger, signal })) {
      held.beginPause();
      yield batch;
      held.endPause();
    }
    onOrigin(checkpoints.origin());
  } finally {
    held.release();
  }
}

function waitingNote(holder: LockHolder | undefined): string {
  const { pid, name } = holder ?? {};
  const who = pid === undefined ? "another process" : `process ${pid}`;
  const why = name === undefined || name === who ? "" : ` (${name})`;
  return `waiting for the same chain, computed by ${who}${why}`;
}

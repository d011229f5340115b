import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Layout } from "../gaussian-mixture/layout";
import { type Engine, sumChunks } from "../gaussian-mixture/pass";
import { createSharedArrays } from "../gaussian-mixture/workspace";
import { type CrewMember, joinFit, takeChunks, takeUnclaimed } from "./crew-member";
import { type SharedFit, slotCount, slots } from "./protocol";

/**
 * The engine on `workers` threads, the calling one included: same digits as on one. The helpers load in the
 * background (about 40 ms) while the caller already works, and end with `close`.
 */
export function createThreadedEngine(layout: Layout, values: Float64Array, workers: number): Engine {
  const fit = shareFit(layout, values);
  const { control, shared } = fit;
  const helpers = startHelpers(fit, Math.min(workers, layout.chunks) - 1);
  const caller = joinFit(fit);
  const totals = new Float64Array(layout.chunkStride);
  return {
    layout,
    parameters: shared.parameters,
    pass(withMoments) {
      Atomics.store(control, slots.withMoments, withMoments ? 1 : 0);
      Atomics.store(control, slots.finished, 0);
      Atomics.store(control, slots.ticket, 0);
      const pass = Atomics.add(control, slots.published, 1) + 1;
      Atomics.notify(control, slots.published);
      completePass(caller, pass);
      return sumChunks(layout, shared.statistics, totals);
    },
    close() {
      Atomics.store(control, slots.closed, 1);
      Atomics.add(control, slots.published, 1);
      Atomics.notify(control, slots.published);
      for (const helper of helpers) helper.unref();
    },
  };
}

/** Memory of a fit that threads can share, before its first pass. */
export function shareFit(layout: Layout, values: Float64Array): SharedFit {
  const sharedValues = new Float64Array(new SharedArrayBuffer(values.byteLength));
  sharedValues.set(values);
  const control = new Int32Array(new SharedArrayBuffer(4 * slotCount));
  control[slots.ticket] = layout.chunks;
  return {
    layout,
    shared: createSharedArrays(layout, sharedValues, (bytes) => new SharedArrayBuffer(bytes)),
    control,
    claims: new Int32Array(new SharedArrayBuffer(4 * layout.chunks)),
  };
}

/** Takes chunks, gives helpers twice the time of a chunk to finish theirs, then does what is missing itself. */
function completePass(caller: CrewMember, pass: number): void {
  const start = performance.now();
  const taken = takeChunks(caller, pass);
  const patience = taken > 0 ? (2 * (performance.now() - start)) / taken : 1;
  if (waitUntilFinished(caller, patience)) return;
  takeUnclaimed(caller, pass);
  waitUntilFinished(caller, Infinity);
}

/** Whether all chunks are finished within the given time, in milliseconds. */
function waitUntilFinished({ control, layout }: CrewMember, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  let finished = Atomics.load(control, slots.finished);
  while (finished < layout.chunks) {
    const left = end - performance.now();
    if (left <= 0) return false;
    Atomics.wait(control, slots.finished, finished, left);
    finished = Atomics.load(control, slots.finished);
  }
  return true;
}

function startHelpers(workerData: SharedFit, count: number): Worker[] {
  const file = helperFile();
  return Array.from({ length: Math.max(0, count) }, () => new Worker(file, { workerData }));
}

/** Whether the compiled helper exists, which threads need; sources run without a build have none. */
export function canStartHelpers(): boolean {
  return existsSync(helperFile());
}

/** Beside this file when compiled; in the build when the sources themselves are run, as by the tests. */
export function helperFile(): string {
  const beside = path.join(__dirname, "helper.js");
  return existsSync(beside) ? beside : path.join(__dirname, "../../dist/fitters/threads/helper.js");
}

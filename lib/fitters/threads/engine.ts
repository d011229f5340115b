import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Layout } from "../gaussian-mixture/layout";
import { type Engine, sumChunks } from "../gaussian-mixture/pass";
import { createSharedArrays, createWorkspace } from "../gaussian-mixture/workspace";
import { type HelperData, slotCount, slots } from "./protocol";
import { takeChunks } from "./tickets";

/**
 * The engine on `workers` threads, the calling one included: same digits as on one. The helpers load in the
 * background (about 40 ms) while the caller already works, and end with `close`.
 */
export function createThreadedEngine(layout: Layout, values: Float64Array, workers: number): Engine {
  const sharedValues = new Float64Array(new SharedArrayBuffer(values.byteLength));
  sharedValues.set(values);
  const shared = createSharedArrays(layout, sharedValues, (bytes) => new SharedArrayBuffer(bytes));
  const control = new Int32Array(new SharedArrayBuffer(4 * slotCount));
  Atomics.store(control, slots.ticket, layout.chunks);
  const helperData: HelperData = { layout, shared, control };
  const helpers = startHelpers(helperData, Math.min(workers, layout.chunks) - 1);
  const workspace = createWorkspace(layout, shared);
  const totals = new Float64Array(layout.chunkStride);
  return {
    layout,
    parameters: shared.parameters,
    pass(withMoments) {
      Atomics.store(control, slots.withMoments, withMoments ? 1 : 0);
      Atomics.store(control, slots.finished, 0);
      Atomics.store(control, slots.ticket, 0);
      Atomics.add(control, slots.published, 1);
      Atomics.notify(control, slots.published);
      takeChunks(workspace, control);
      waitUntilFinished(control, layout.chunks);
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

function waitUntilFinished(control: Int32Array, chunks: number): void {
  let finished = Atomics.load(control, slots.finished);
  while (finished < chunks) {
    Atomics.wait(control, slots.finished, finished);
    finished = Atomics.load(control, slots.finished);
  }
}

function startHelpers(workerData: HelperData, count: number): Worker[] {
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

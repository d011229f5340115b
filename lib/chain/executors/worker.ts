import { join } from "node:path";
import { types } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import type { TrainingSet } from "../../data/points";
import { ChainError } from "../chain-error";
import { recordOf } from "../record-of";
import type { FittedGeneration } from "../replicate";
import type { GenerationRecord } from "../settings";
import { type Job, type Observer, type Slice, type SliceLimits, work } from "../work";
import { byteLengthOf } from "./byte-length";
import { sliceMilliseconds } from "./executor";
import {
  controlSlot,
  type FailureMessage,
  type JobsMessage,
  slicesAhead,
  type WorkerMessage,
  type WorkerStart,
} from "./messages";
import { tableOf } from "./number-table";
import { unpackPlan } from "./portable-plan";

/** The entry of a worker thread: makes the plan again, then runs the jobs it is sent. */

type Data = TrainingSet;
type Item = GenerationRecord<unknown, unknown> | FittedGeneration<Data, unknown>;

const limits: SliceLimits = { milliseconds: sliceMilliseconds, items: 4096, weight: 4 * 2 ** 20 };
const { plan: packed, sendsFitted, control } = workerData as WorkerStart<Data, unknown>;
let sent = 0;

function loadModule(name: string): Readonly<{ [name: string]: unknown }> {
  // The library itself is the one this worker belongs to, wherever it is installed.
  return require(name === "model-collapse" ? join(__dirname, "..", "..", "index.js") : name);
}

function post(message: WorkerMessage<Data, unknown, Item>, transfer: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, transfer);
}

function reportFailure(error: unknown): void {
  const place =
    error instanceof ChainError ? { replicate: error.replicate, generation: error.generation } : undefined;
  const thrown = error instanceof ChainError ? error.cause : error;
  const failure: FailureMessage = {
    type: "failure",
    place,
    cause: types.isNativeError(thrown) ? thrown : plain(thrown),
  };
  try {
    post(failure);
  } catch {
    // Something that hangs on the error cannot be copied to another thread: send what it says.
    post({ ...failure, cause: plain(thrown) });
  }
}

function plain(thrown: unknown): Error {
  const { message = String(thrown), stack } = (thrown ?? {}) as Partial<Error>;
  return Object.assign(new Error(message), { stack });
}

function send(slice: Slice<Data, unknown, Item>): void {
  const { items, done, finished, current } = slice;
  const state = Atomics.exchange(control, controlSlot.stateWanted, 0) === 1 ? current?.state : undefined;
  const table = items.length > 1 ? tableOf(items) : undefined;
  const transfer = table ? [table.numbers.buffer as ArrayBuffer] : [];
  post(
    { type: "slice", items: table ?? items, done, finished, current: current?.replicate, state },
    transfer,
  );
  sent++;
  for (;;) {
    const acknowledged = Atomics.load(control, controlSlot.acknowledged);
    if (sent - acknowledged < slicesAhead) return;
    Atomics.wait(control, controlSlot.acknowledged, acknowledged);
  }
}

async function begin(): Promise<void> {
  const plan = unpackPlan(packed, loadModule);
  await plan.family.prepare?.();
  const observer: Observer<Data, unknown, Item> = {
    observe: (fitted, real) => (sendsFitted ? fitted : recordOf(plan, fitted, real)),
    weightOf: (item) =>
      "training" in item
        ? byteLengthOf(item.training) + (item.synthetic ? byteLengthOf(item.synthetic) : 0)
        : 0,
  };
  // Jobs that were sent before wait until somebody listens.
  parentPort!.on("message", ({ jobs }: JobsMessage<Data, unknown>) => {
    try {
      for (const slice of work(plan, jobs as Job<Data, unknown>[], observer, limits)) send(slice);
    } catch (error) {
      reportFailure(error);
    }
  });
  post({ type: "ready" });
}

begin().catch(reportFailure);

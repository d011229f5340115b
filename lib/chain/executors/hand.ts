import { Worker } from "node:worker_threads";
import type { TrainingSet } from "../../data/points";
import type { Job } from "../work";
import { controlSlot, type JobsMessage, type WorkerMessage, type WorkerStart } from "./messages";

/** One worker thread, seen from the calling thread. */
export class Hand<Data extends TrainingSet, Model, Item> {
  /** Replicates sent to the worker that have not ended. */
  outstanding = 0;
  private readonly worker: Worker;

  constructor(
    entry: string,
    private readonly start: WorkerStart<Data, Model>,
    onMessage: (message: WorkerMessage<Data, Model, Item>) => void,
    onEnd: (error: Error) => void,
  ) {
    this.worker = new Worker(entry, { workerData: start });
    this.worker.on("message", onMessage);
    this.worker.on("messageerror", onEnd);
    this.worker.on("error", onEnd);
    this.worker.on("exit", (code) =>
      onEnd(new Error(`runChain lost a worker thread: it ended with ${code}`)),
    );
    // Waiting for a worker keeps the process alive (see `hold`); a worker by itself does not.
    this.worker.unref();
  }

  send(jobs: readonly Job<Data, Model>[]): void {
    const message: JobsMessage<Data, Model> = { jobs };
    this.outstanding += jobs.length;
    this.worker.postMessage(message);
  }

  /** Tells the worker that a slice has been dealt with, and whether the next one is to carry the state. */
  acknowledge(stateWanted: boolean): void {
    const { control } = this.start;
    if (stateWanted) Atomics.store(control, controlSlot.stateWanted, 1);
    Atomics.add(control, controlSlot.acknowledged, 1);
    Atomics.notify(control, controlSlot.acknowledged);
  }

  /** Keeps the process alive while somebody waits for the worker. */
  hold(isHeld: boolean): void {
    if (isHeld) this.worker.ref();
    else this.worker.unref();
  }

  async close(): Promise<void> {
    this.worker.removeAllListeners();
    await this.worker.terminate();
  }
}

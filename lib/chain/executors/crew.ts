import type { TrainingSet } from "../../data/points";
import { ChainError } from "../chain-error";
import { Pacer } from "../pacer";
import { realOf } from "../real-data";
import { recordOf } from "../record-of";
import type { FittedGeneration } from "../replicate";
import type { GenerationRecord } from "../settings";
import type { Job } from "../work";
import { type ChainRun, nextTurn, sliceMilliseconds } from "./executor";
import { Hand } from "./hand";
import type { FailureMessage, SliceMessage, WorkerMessage } from "./messages";
import { valuesOf } from "./number-table";
import type { PortablePlan } from "./portable-plan";

/** Work a hand is given at once when replicates are short, in milliseconds. */
const workAhead = 100;

/** What a worker sends: records, or fitted generations when the calling thread measures. */
type Item<Data extends TrainingSet, Model, Measured> =
  | GenerationRecord<Model, Measured>
  | FittedGeneration<Data, Model>;

interface Arrival<Data extends TrainingSet, Model, Measured> {
  readonly hand: Hand<Data, Model, Item<Data, Model, Measured>>;
  readonly slice: SliceMessage<Data, Model, Item<Data, Model, Measured>>;
}

/** The worker threads of one run. They take replicates from the run's ledger as they become free. */
export class Crew<Data extends TrainingSet, Model, Measured> {
  isReady = false;
  private readonly hands: Hand<Data, Model, Item<Data, Model, Measured>>[];
  private readonly measuresHere: boolean;
  private readonly arrivals: Arrival<Data, Model, Measured>[] = [];
  private readonly started = performance.now();
  private replicatesDone = 0;
  private failure: { readonly reason: unknown } | undefined;
  private wake: () => void = () => undefined;
  private readonly onAbort = () => this.fail(this.run.signal?.reason);

  constructor(
    private readonly run: ChainRun<Data, Model, Measured>,
    plan: PortablePlan<Data, Model>,
    entry: string,
    count: number,
  ) {
    this.measuresHere = run.plan.measure !== undefined && plan.measure === undefined;
    this.hands = Array.from({ length: count }, () => this.hire(entry, plan));
    run.signal?.addEventListener("abort", this.onAbort);
  }

  /** Runs what is left in the ledger. */
  async *work(): AsyncGenerator<GenerationRecord<Model, Measured>[], void, undefined> {
    const { ledger } = this.run;
    for (;;) {
      for (const hand of this.hands) this.supply(hand);
      const known = ledger.drain();
      if (known.length > 0) yield known;
      if (ledger.isComplete) return;
      const { hand, slice } = await this.nextArrival();
      await this.enter(hand, slice);
      yield ledger.drain();
      hand.acknowledge(slice.current !== undefined && ledger.isSaveDue(slice.current));
    }
  }

  /** Ends every worker at once; resolves when they are gone. */
  async close(): Promise<void> {
    this.run.signal?.removeEventListener("abort", this.onAbort);
    await Promise.all(this.hands.map((hand) => hand.close()));
  }

  private hire(
    entry: string,
    plan: PortablePlan<Data, Model>,
  ): Hand<Data, Model, Item<Data, Model, Measured>> {
    const control = new Int32Array(new SharedArrayBuffer(8));
    const hand: Hand<Data, Model, Item<Data, Model, Measured>> = new Hand(
      entry,
      { plan, sendsFitted: this.measuresHere, control },
      (message) => this.receive(hand, message),
      (error) => this.fail(error),
    );
    return hand;
  }

  private receive(
    hand: Hand<Data, Model, Item<Data, Model, Measured>>,
    message: WorkerMessage<Data, Model, Item<Data, Model, Measured>>,
  ): void {
    if (message.type === "ready") this.isReady = true;
    else if (message.type === "failure") this.fail(errorOf(message));
    else this.arrivals.push({ hand, slice: message });
    this.wake();
  }

  private fail(reason: unknown): void {
    this.failure ??= { reason };
    this.wake();
  }

  /** Gives a hand as many replicates as keep it busy for a while: one, unless they are short. */
  private supply(hand: Hand<Data, Model, Item<Data, Model, Measured>>): void {
    const { ledger } = this.run;
    const elapsed = performance.now() - this.started;
    const perReplicate = (elapsed * this.hands.length) / this.replicatesDone;
    const fairShare = Math.ceil(ledger.waiting / (2 * this.hands.length));
    const wanted = Math.max(1, Math.min(Math.floor(workAhead / perReplicate), fairShare));
    if (hand.outstanding > wanted / 2) return;
    const jobs: Job<Data, Model>[] = [];
    while (hand.outstanding + jobs.length < wanted) {
      const job = ledger.takeJob();
      if (!job) break;
      jobs.push(job);
    }
    if (jobs.length > 0) hand.send(jobs);
  }

  private async nextArrival(): Promise<Arrival<Data, Model, Measured>> {
    for (const hand of this.hands) hand.hold(true);
    try {
      while (!this.failure && this.arrivals.length === 0) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    } finally {
      for (const hand of this.hands) hand.hold(false);
    }
    if (this.failure) throw this.failure.reason;
    return this.arrivals.shift()!;
  }

  private async enter(
    hand: Hand<Data, Model, Item<Data, Model, Measured>>,
    slice: SliceMessage<Data, Model, Item<Data, Model, Measured>>,
  ): Promise<void> {
    const { done, finished, current, state } = slice;
    const sent = Array.isArray(slice.items) ? slice.items : valuesOf(slice.items);
    const items = this.measuresHere
      ? await this.measure(sent as FittedGeneration<Data, Model>[])
      : (sent as GenerationRecord<Model, Measured>[]);
    hand.outstanding -= finished.length;
    this.replicatesDone += finished.length;
    const underWay = current !== undefined && state ? { replicate: current, state } : undefined;
    this.run.ledger.accept({ items, done, finished, current: underWay });
  }

  /** Measures on the calling thread, which gets its turn every few tens of milliseconds. */
  private async measure(
    fitted: readonly FittedGeneration<Data, Model>[],
  ): Promise<GenerationRecord<Model, Measured>[]> {
    const { plan } = this.run;
    const pacer = new Pacer(sliceMilliseconds);
    const records: GenerationRecord<Model, Measured>[] = [];
    let real = { replicate: -1, data: undefined as Data | undefined };
    for (const one of fitted) {
      if (real.replicate !== one.replicate) {
        real = { replicate: one.replicate, data: realOf(plan, one.replicate) };
      }
      records.push(recordOf(plan, one, real.data!));
      if (pacer.isDue(true)) {
        await nextTurn();
        if (this.failure) throw this.failure.reason;
        pacer.restart();
      }
    }
    return records;
  }
}

function errorOf({ place, cause }: FailureMessage): unknown {
  if (place) return new ChainError(place.replicate, place.generation, cause);
  return new Error(
    `runChain could not work on a worker thread: ${cause instanceof Error ? cause.message : cause}. ` +
      "With workers: 1 the chain runs on the calling thread",
    { cause },
  );
}

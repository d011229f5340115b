import type { TrainingSet } from "../data/points";
import { type ChainPlan, fitsPerReplicate } from "./plan";
import type { ReplicateState } from "./replicate";
import type { ChainProgress, GenerationRecord } from "./settings";
import type { Job, Slice } from "./work";

/** What is kept of one replicate: its records so far and, unless it has ended, where it continues. */
export interface SavedReplicate<Data extends TrainingSet, Model, Measured> {
  readonly records: readonly GenerationRecord<Model, Measured>[];
  readonly state: ReplicateState<Data, Model> | undefined;
}

/** Where replicates are kept between runs. Both calls are synchronous. */
export interface CheckpointStore<Data extends TrainingSet, Model, Measured> {
  /** Least time between two writes of one replicate that has not ended. */
  readonly intervalMilliseconds: number;
  /** Undefined when nothing usable is kept. */
  load(replicate: number): SavedReplicate<Data, Model, Measured> | undefined;
  save(replicate: number, saved: SavedReplicate<Data, Model, Measured>): void;
}

/** Longest time between two calls of `onProgress` while work goes on, in milliseconds. */
const progressInterval = 100;

/** Keeps the accounts of a running chain: which replicates are left, what is done, what is saved. */
export class Ledger<Data extends TrainingSet, Model, Measured> {
  readonly total: number;
  done = 0;
  private nextReplicate = 0;
  private readonly returned: Job<Data, Model>[] = [];
  private outbox: GenerationRecord<Model, Measured>[] = [];
  /** Records of the replicates under way, kept only when there is a store to save them in. */
  private readonly underWay = new Map<number, GenerationRecord<Model, Measured>[]>();
  private readonly saves = new Map<number, { readonly started: number; last: number }>();
  private lastProgress = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly plan: ChainPlan<Data, Model, Measured>,
    private readonly store?: CheckpointStore<Data, Model, Measured>,
    private readonly onProgress?: (progress: ChainProgress) => void,
  ) {
    this.total = plan.replicates * fitsPerReplicate(plan);
  }

  get isComplete(): boolean {
    return this.done === this.total;
  }

  /** Replicates nobody has begun in this run. */
  get waiting(): number {
    return this.returned.length + this.plan.replicates - this.nextReplicate;
  }

  /** The next replicate to run. A replicate that is kept complete goes straight to the records and is passed over. */
  takeJob(): Job<Data, Model> | undefined {
    const returned = this.returned.pop();
    if (returned) return returned;
    while (this.nextReplicate < this.plan.replicates) {
      const job = this.open(this.nextReplicate++);
      if (job) return job;
    }
    return undefined;
  }

  *jobs(): Generator<Job<Data, Model>, void, undefined> {
    for (let job = this.takeJob(); job; job = this.takeJob()) yield job;
  }

  /** Puts a job that was taken back in front of the queue, perhaps further on than it was. */
  returnJob(job: Job<Data, Model>): void {
    this.returned.push(job);
  }

  /** Enters what was done; saves what has ended or was last saved long enough ago. */
  accept(slice: Slice<Data, Model, GenerationRecord<Model, Measured>>): void {
    for (const record of slice.items) this.outbox.push(record);
    this.done += slice.done;
    if (this.store) this.save(this.store, slice);
    this.reportProgress();
  }

  /** Whether the state of a replicate under way ought to come with its next slice. */
  isSaveDue(replicate: number): boolean {
    const saves = this.saves.get(replicate);
    if (!this.store || !saves) return false;
    const now = performance.now();
    // One per cent of the running time keeps long replicates with many records from mostly writing.
    return now - saves.last >= Math.max(this.store.intervalMilliseconds, 0.01 * (now - saves.started));
  }

  /** The records entered since the last call. */
  drain(): GenerationRecord<Model, Measured>[] {
    const records = this.outbox;
    this.outbox = [];
    return records;
  }

  private open(replicate: number): Job<Data, Model> | undefined {
    if (!this.store) return { replicate };
    const saved = this.store.load(replicate);
    const now = performance.now();
    if (!saved || saved.state) this.saves.set(replicate, { started: now, last: now });
    if (!saved) {
      this.underWay.set(replicate, []);
      return { replicate };
    }
    for (const record of saved.records) this.outbox.push(record);
    if (!saved.state) {
      this.done += fitsPerReplicate(this.plan);
      this.reportProgress();
      return undefined;
    }
    this.done += saved.state.generation;
    this.underWay.set(replicate, [...saved.records]);
    return { replicate, state: saved.state };
  }

  private save(
    store: CheckpointStore<Data, Model, Measured>,
    { items, finished, current }: Slice<Data, Model, GenerationRecord<Model, Measured>>,
  ): void {
    for (const record of items) this.underWay.get(record.replicate)!.push(record);
    for (const replicate of finished) {
      store.save(replicate, { records: this.underWay.get(replicate)!, state: undefined });
      this.underWay.delete(replicate);
      this.saves.delete(replicate);
    }
    if (!current || !this.isSaveDue(current.replicate)) return;
    store.save(current.replicate, { records: this.underWay.get(current.replicate)!, state: current.state });
    this.saves.get(current.replicate)!.last = performance.now();
  }

  private reportProgress(): void {
    if (!this.onProgress) return;
    const now = performance.now();
    if (now - this.lastProgress < progressInterval && !this.isComplete) return;
    this.lastProgress = now;
    this.onProgress({ done: this.done, total: this.total });
  }
}

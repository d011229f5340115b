import type { TrainingSet } from "../data/points";
import type { OwnedKeeper } from "../fitters/work-keeper";
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
  /** What keeps the fit of one generation of some replicates while it is under way. */
  keeperOf?(generation: number, replicates: readonly number[]): OwnedKeeper;
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
  /** When replicates under way were begun and last saved, and at which generation they then stood. */
  private readonly saves = new Map<number, { readonly started: number; last: number; generation: number }>();
  private lastProgress = Number.NEGATIVE_INFINITY;
  private lastDone = 0;

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

  /** Enters what was done; saves what has ended or was last saved long enough ago, see `isSaveDue`. */
  accept(slice: Slice<Data, Model, GenerationRecord<Model, Measured>>, spacing?: number): void {
    for (const record of slice.items) this.outbox.push(record);
    this.done += slice.done;
    if (this.store) this.save(this.store, slice, spacing);
    this.reportProgress(this.done);
  }

  /**
   * Whether the state of a replicate under way ought to come with its next slice: when its last save is an interval
   * old, and `spacing` times the time that it has been running. The default, one per cent, keeps long replicates
   * with many records from mostly writing.
   */
  isSaveDue(replicate: number, spacing = 0.01): boolean {
    const saves = this.saves.get(replicate);
    if (!this.store || !saves) return false;
    const now = performance.now();
    return now - saves.last >= Math.max(this.store.intervalMilliseconds, spacing * (now - saves.started));
  }

  /** Saves a replicate under way, which stands exactly after what was accepted, unless it is saved already. */
  keep({ replicate, state }: Required<Job<Data, Model>>): void {
    const saves = this.saves.get(replicate);
    if (!this.store || !saves || saves.generation === state.generation) return;
    this.store.save(replicate, { records: this.underWay.get(replicate)!, state });
    saves.last = performance.now();
    saves.generation = state.generation;
  }

  /** What keeps a fit under way; undefined when nothing is kept. */
  keeperOf(generation: number, replicates: readonly number[]): OwnedKeeper | undefined {
    return this.store?.keeperOf?.(generation, replicates);
  }

  /** Reports work in the middle of generations: how much of them is done, in generations, and a note for people. */
  progressing(underWay: number, note: string): void {
    this.reportProgress(this.done + underWay, note);
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
    if (!saved || saved.state) {
      this.saves.set(replicate, { started: now, last: now, generation: saved?.state?.generation ?? 0 });
    }
    if (!saved) {
      this.underWay.set(replicate, []);
      return { replicate };
    }
    for (const record of saved.records) this.outbox.push(record);
    if (!saved.state) {
      this.done += fitsPerReplicate(this.plan);
      this.reportProgress(this.done);
      return undefined;
    }
    this.done += saved.state.generation;
    this.underWay.set(replicate, [...saved.records]);
    return { replicate, state: saved.state };
  }

  private save(
    store: CheckpointStore<Data, Model, Measured>,
    { items, finished, current }: Slice<Data, Model, GenerationRecord<Model, Measured>>,
    spacing: number | undefined,
  ): void {
    for (const record of items) this.underWay.get(record.replicate)!.push(record);
    for (const replicate of finished) {
      store.save(replicate, { records: this.underWay.get(replicate)!, state: undefined });
      this.underWay.delete(replicate);
      this.saves.delete(replicate);
    }
    if (current && this.isSaveDue(current.replicate, spacing)) this.keep(current);
  }

  private reportProgress(done: number, note?: string): void {
    if (!this.onProgress) return;
    const now = performance.now();
    if (now - this.lastProgress < progressInterval && !this.isComplete) return;
    this.lastProgress = now;
    // Of generations fitted together some are complete before the others: what was reported is not taken back.
    this.lastDone = Math.max(this.lastDone, done);
    this.onProgress({ done: this.lastDone, total: this.total, ...(note === undefined ? {} : { note }) });
  }
}

import type { TrainingSet } from "../../data/points";
import type { ReplicateState } from "../replicate";
import type { Job } from "../work";
import type { NumberTable } from "./number-table";
import type { PortablePlan } from "./portable-plan";

/** What a worker is started with. */
export interface WorkerStart<Data extends TrainingSet, Model> {
  readonly plan: PortablePlan<Data, Model>;
  /** Whether the worker sends fitted generations for the calling thread to measure, not records. */
  readonly sendsFitted: boolean;
  /** Two counters in shared memory, see `ControlSlot`. */
  readonly control: Int32Array;
}

/** Places in the shared control array. */
export const controlSlot = {
  /** Slices the calling thread has dealt with; a worker too far ahead waits for it to grow. */
  acknowledged: 0,
  /** 1 when the next slice is to carry the state of the replicate under way. */
  stateWanted: 1,
} as const;

/** Slices a worker may be ahead of the calling thread. */
export const slicesAhead = 4;

export interface JobsMessage<Data extends TrainingSet, Model> {
  readonly jobs: readonly Job<Data, Model>[];
}

export interface ReadyMessage {
  readonly type: "ready";
}

export interface SliceMessage<Data extends TrainingSet, Model, Item> {
  readonly type: "slice";
  /** Records, or fitted generations when the calling thread measures; as a table when they can be one. */
  readonly items: Item[] | NumberTable;
  readonly done: number;
  readonly finished: number[];
  /** Replicate under way. */
  readonly current?: number;
  /** Its state, when that was wanted. */
  readonly state?: ReplicateState<Data, Model>;
}

export interface FailureMessage {
  readonly type: "failure";
  /** Where it happened, when that was in the loop. */
  readonly place?: { readonly replicate: number; readonly generation: number };
  readonly cause: unknown;
}

export type WorkerMessage<Data extends TrainingSet, Model, Item> =
  | ReadyMessage
  | SliceMessage<Data, Model, Item>
  | FailureMessage;

import type { Parameters } from "../nets/parameters";

/** The state of long work at a moment, as files hold it. */
export interface WorkState {
  readonly tensors: Parameters;
  /** What else there is, as JSON can say it. */
  readonly facts: unknown;
}

/**
 * Keeps states of one piece of long work, so that the same work goes on there after the program was stopped. Work in
 * several parts names the part. What takes long is done a moment at a time.
 */
export interface WorkKeeper {
  /**
   * What `read` makes of the state that was kept last; undefined when there is none. One that is damaged, or that `read`
   * throws an Error at, is reported and set aside, and the work begins anew.
   */
  load<State>(part: string, read: (state: WorkState) => State): Generator<void, State | undefined, void>;
  /** Whether the state ought to be kept now. */
  isDue(): boolean;
  /** Keeps a state, which may be made a moment at a time, in the place of the one before. */
  keep(part: string, state: Generator<void, WorkState, void>): Generator<void, void, void>;
}

/** A keeper that whoever drives the work empties when the work is done. */
export interface OwnedKeeper extends WorkKeeper {
  /** Whether it has kept, or found, a state. */
  readonly holdsState: boolean;
  /** Removes what is kept. */
  clear(): void;
}

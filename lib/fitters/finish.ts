import type { Gradual, WorkStep } from "./family";

/** Does gradual work to its end, without a pause. */
export function finish<Result>(work: Gradual<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** How `finishInTurns` reports and is stopped. */
export interface TurnSettings {
  /** Told after every turn how far the work is, as `progress(label)` takes it. */
  readonly onProgress?: (progress: {
    readonly done: number;
    readonly total: number;
    readonly note?: string;
  }) => void;
  readonly signal?: AbortSignal;
}

/** Longest time between two turns that others get, in milliseconds. */
const turnMilliseconds = 25;

/**
 * Does gradual work to its end and lets timers, messages and signals have their turn in between, every few tens of
 * milliseconds.
 * @throws the signal's reason when it aborts
 */
export async function finishInTurns<Result>(
  work: Gradual<Result>,
  { onProgress, signal }: TurnSettings = {},
): Promise<Result> {
  let step: WorkStep = { share: 0 };
  try {
    for (;;) {
      signal?.throwIfAborted();
      const end = performance.now() + turnMilliseconds;
      do {
        const { done, value } = work.next();
        if (done) {
          onProgress?.({ done: 1, total: 1 });
          return value;
        }
        step = value;
      } while (performance.now() < end);
      onProgress?.({ done: step.share, total: 1, note: step.note });
      await nextTurn();
    }
  } finally {
    // What is left half done frees what it holds.
    work.return(undefined as never);
  }
}

/** Where it exists setImmediate, since a timer waits a millisecond at least: one in 25. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void (globalThis.setImmediate ?? setTimeout)(resolve));
}

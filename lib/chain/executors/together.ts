import type { Gradual } from "../../fitters/family";
import { finishInTurns } from "../../fitters/finish";
import { failedTask } from "../../fitters/fit-error";
import { ChainError } from "../chain-error";

/** Which replicates gradual work is for, and how it is followed and stopped. */
export interface TogetherSettings {
  /** Replicates, in the order of the tasks. */
  readonly replicates: readonly number[];
  readonly generation: number;
  /** What is being done, for people, unless the family says more: "fitting". */
  readonly act: string;
  readonly signal?: AbortSignal;
  readonly onProgress: (share: number, note: string) => void;
}

/**
 * Does the work of several replicates to its end; the calling thread gets its turn every few tens of milliseconds.
 * @throws ChainError that names the replicates, or the one that what was thrown is about
 */
export function together<Result>(
  start: () => Gradual<Result[]>,
  { signal, act, onProgress, ...place }: TogetherSettings,
): Promise<Result[]> {
  return finishInTurns(named(start, place), {
    signal,
    onProgress: ({ done, note }) =>
      onProgress(done >= 0 ? Math.min(done, 1) : 0, `generation ${place.generation}: ${note ?? act}`),
  });
}

/** The work, so that what it throws, and nothing else, becomes a ChainError. */
function* named<Result>(
  start: () => Gradual<Result[]>,
  { replicates, generation }: Pick<TogetherSettings, "replicates" | "generation">,
): Gradual<Result[]> {
  try {
    const results = yield* start();
    if (results.length === replicates.length) return results;
    throw new RangeError(
      `the family gave ${results.length} results for ${replicates.length} tasks: it needs one for each, in their order`,
    );
  } catch (error) {
    const task = failedTask(error, replicates.length);
    throw new ChainError(task === undefined ? replicates : replicates[task]!, generation, error);
  }
}

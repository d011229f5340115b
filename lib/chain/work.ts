import type { TrainingSet } from "../data/points";
import { ChainError, chainErrorAt } from "./chain-error";
import { Pacer } from "./pacer";
import { type ChainPlan, fitsPerReplicate } from "./plan";
import { type FittedGeneration, Replicate, type ReplicateState } from "./replicate";

/** A replicate to be run, from its beginning or from where it was left. */
export interface Job<Data extends TrainingSet, Model> {
  readonly replicate: number;
  readonly state?: ReplicateState<Data, Model>;
}

/** What was done since the slice before. */
export interface Slice<Data extends TrainingSet, Model, Item> {
  readonly items: Item[];
  /** Generations done; those an absorbed replicate leaves out count as done. */
  readonly done: number;
  /** Replicates that ended in this slice. */
  readonly finished: number[];
  /** The replicate under way at the end of the slice, exactly after `items`; it shares memory with the loop. */
  readonly current: Required<Job<Data, Model>> | undefined;
}

export interface SliceLimits {
  readonly milliseconds: number;
  readonly items: number;
  /** Total weight of the items, as `weightOf` tells it. */
  readonly weight: number;
}

/** Turns a fitted generation into what a slice carries: a record, or the generation itself. */
export interface Observer<Data extends TrainingSet, Model, Item> {
  observe(fitted: FittedGeneration<Data, Model>, real: Data): Item;
  weightOf(item: Item): number;
}

/**
 * Runs jobs one after the other and pauses after every slice of time, so that the caller can report, save, or
 * do something else. Nothing is asynchronous between two slices: a generation costs a fit and a sample.
 */
export function* work<Data extends TrainingSet, Model, Item>(
  plan: ChainPlan<Data, Model, unknown>,
  jobs: Iterable<Job<Data, Model>>,
  observer: Observer<Data, Model, Item>,
  limits: SliceLimits,
): Generator<Slice<Data, Model, Item>, void, undefined> {
  const pacer = new Pacer(limits.milliseconds);
  let [items, done, finished, weight]: [Item[], number, number[], number] = [[], 0, [], 0];
  for (const job of jobs) {
    const replicate = startReplicate(plan, job);
    while (!replicate.finished) {
      const item = advance(replicate, observer);
      done++;
      if (item !== undefined) {
        items.push(item);
        weight += observer.weightOf(item);
      }
      if (replicate.finished) {
        finished.push(replicate.index);
        done += fitsPerReplicate(plan) - replicate.generation;
      }
      const due = pacer.isDue(item !== undefined);
      if (due || items.length >= limits.items || weight >= limits.weight) {
        const current = replicate.finished
          ? undefined
          : { replicate: replicate.index, state: replicate.state() };
        yield { items, done, finished, current };
        [items, done, finished, weight] = [[], 0, [], 0];
        pacer.restart();
      }
    }
  }
  if (done > 0) yield { items, done, finished, current: undefined };
}

/**
 * The replicate of a job; `real` when its real data have been drawn already.
 * @throws ChainError when they cannot be drawn
 */
export function startReplicate<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
  { replicate, state }: Job<Data, Model>,
  real?: Data,
): Replicate<Data, Model> {
  try {
    return new Replicate(plan, replicate, state, real);
  } catch (error) {
    throw new ChainError(replicate, 0, error);
  }
}

function advance<Data extends TrainingSet, Model, Item>(
  replicate: Replicate<Data, Model>,
  observer: Observer<Data, Model, Item>,
): Item | undefined {
  const { generation } = replicate;
  try {
    const fitted = replicate.advance();
    return fitted && observer.observe(fitted, replicate.real);
  } catch (error) {
    throw chainErrorAt(replicate.index, generation, error);
  }
}

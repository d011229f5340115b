import type { TrainingSet } from "../data/points";
import type { Portable } from "../fitters/portable";
import type { Random } from "../random/random";

/** What a regime sees when generation `generation` has been fitted and has written its samples. */
export interface RegimeContext<Data extends TrainingSet> {
  /** Generation that wrote `synthetic`, from 0. */
  readonly generation: number;
  /** The original data. */
  readonly real: Data;
  /**
   * Draws `count` real rows that are not among the original data: from the true model, or the next ones of the pool, with
   * a stream of the replicate and the generation of its own.
   * @throws RangeError when the chain's `real` is a fixed set of rows, or when the pool is exhausted
   */
  drawReal(count: number): Data;
  /** What this generation was trained on. */
  readonly training: Data;
  /** Synthetic sets of the generations before this one, oldest first; empty when the regime does not remember. */
  readonly history: readonly Data[];
  /** What this generation has just written. */
  readonly synthetic: Data;
  readonly random: Random;
}

/**
 * The rule that says what the next generation trains on. A regime is a value: a function, with
 * `remembers` set to false when it never looks at `history`, so that a chain need not keep it.
 */
export interface Regime extends Portable {
  <Data extends TrainingSet>(context: RegimeContext<Data>): Data;
  /** Name for tables and charts; a function's own name when absent. */
  readonly label?: string;
  /**
   * Whether `history` is needed; taken as true when absent. False says too that the regime keeps hold of nothing
   * it was shown, so that a chain may use the memory of an old training set again.
   */
  readonly remembers?: boolean;
  /**
   * Real rows that it draws in every generation, when it draws and the number is fixed: a chain then checks at once that
   * they can be had.
   */
  readonly freshRows?: number;
}

import type { TrainingSet } from "../data/points";
import type { Random } from "../random/random";
import type { Portable } from "./portable";

/** A model family: how to fit it and how to sample from it. Models are plain readonly records. */
export interface Family<Data extends TrainingSet, Model> extends Portable {
  readonly name: string;
  /**
   * Fits the family. Inside a chain a degenerate training set (zero variance, one outcome left) is no error:
   * the model is then degenerate too, and `isAbsorbed` says so.
   * `previous` is the model of the generation before, for families that start from it.
   */
  fit(data: Data, random: Random, previous?: Model): Model;
  sample(model: Model, count: number, random: Random): Data;
  /** Natural logarithm of the density at every observation. */
  logDensity?(model: Model, data: Data): Float64Array;
  /** Whether the chain can no longer leave this model: every later generation equals it. */
  isAbsorbed?(model: Model): boolean;
}

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
  /**
   * Overwrites `target` with what `sample` would draw for its size: the same numbers from the same stream. To
   * offer it promises that no model keeps hold of the data it was fitted to. A chain that no longer needs a
   * training set then uses its memory again, which for small sets costs less than half of a new one.
   */
  sampleInto?(model: Model, target: Data, random: Random): void;
  /** Natural logarithm of the density at every observation. */
  logDensity?(model: Model, data: Data): Float64Array;
  /** Whether the chain can no longer leave this model: every later generation equals it. */
  isAbsorbed?(model: Model): boolean;
}

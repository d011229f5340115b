import type { TrainingSet } from "../data/points";
import type { Random } from "../random/random";
import type { Portable } from "./portable";
import type { WorkKeeper } from "./work-keeper";

/** How far a piece of long work is. */
export interface WorkStep {
  /** Share of the work that is done, in [0, 1]. */
  readonly share: number;
  /** Where it is, for people: "epoch 3 of 15, 122.1 nats an image". */
  readonly note?: string;
}

/**
 * Long work done a moment at a time: it yields every few milliseconds, so that whoever drives it can show progress,
 * and stop it by `return()`.
 */
export type Gradual<Result> = Generator<WorkStep, Result, void>;

/** One of several fits that are done together: the arguments of `fit`. */
export interface FitTask<Data extends TrainingSet, Model> {
  readonly data: Data;
  readonly random: Random;
  readonly previous?: Model;
}

/** One of several draws that are done together: the arguments of `sample`. */
export interface SampleTask<Model> {
  readonly model: Model;
  readonly count: number;
  readonly random: Random;
}

/** What the samples of a family are: observations, or the sufficient statistics of as many. */
export type Drawn = "data" | "sufficient statistics";

/** A model family: how to fit it and how to sample from it. Models are plain readonly records. */
export interface Family<Data extends TrainingSet, Model> extends Portable {
  readonly name: string;
  /** What `sample` draws; data when absent. The records of a chain say it. */
  readonly drawn?: Drawn;
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
  /**
   * What has to be ready before the first fit or draw, such as a tensor engine that starts asynchronously. Every run
   * of a chain calls it, on each thread that fits; to call it again costs nothing.
   */
  prepare?(): Promise<void>;
  /**
   * Fits the replicates of a chain together, for families whose fits are long and cost less side by side. The models
   * are those that `fit` gives, task by task: what runs beside it changes no digit. An error that is about one of the
   * tasks says so, see `FitError`. When the work is stopped its `finally` frees what it holds. A fit that takes hours
   * may give its state to `keeper` now and then, and go on from one that it finds there, with the same digits.
   */
  fitTogether?(tasks: readonly FitTask<Data, Model>[], keeper?: WorkKeeper): Gradual<Model[]>;
  /** Draws for the replicates of a chain together: what `sample` gives, task by task. */
  sampleTogether?(tasks: readonly SampleTask<Model>[]): Gradual<Data[]>;
  /** Natural logarithm of the density at every observation. */
  logDensity?(model: Model, data: Data): Float64Array;
  /** Whether the chain can no longer leave this model: every later generation equals it. */
  isAbsorbed?(model: Model): boolean;
  /**
   * The model whose samples vary less, about the same modes: `bias` is the factor of their variance, in (0, 1]. For
   * `withSamplingBias`.
   */
  sharpen?(model: Model, bias: number): Model;
  /** This family without its sampling bias, when it has one: real data are drawn from a true model without. */
  readonly unsharpened?: Family<Data, Model>;
}

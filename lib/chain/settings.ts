import type { TrainingSet } from "../data/points";
import type { Drawn, Family } from "../fitters/family";
import type { Portable } from "../fitters/portable";
import type { Random } from "../random/random";
import type { Regime } from "../regimes/regime";
import type { ChainOrigin } from "./origin";

/** What a measure sees of one generation. */
export interface MeasureContext<Data extends TrainingSet, Model> {
  readonly replicate: number;
  readonly generation: number;
  readonly model: Model;
  /** What this generation was fitted to. */
  readonly training: Data;
  readonly real: Data;
  /**
   * What this generation writes: the set that the regime then sees. Present for a measure that `readsSynthetic`; for the
   * last generation too, which writes for the measure alone.
   */
  readonly synthetic?: Data;
  /** A stream of the measure's own: drawing from it changes nothing in the chain. */
  readonly random: Random;
}

/** Computes what is recorded of a generation, usually a record of numbers. */
export interface Measure<Data extends TrainingSet, Model, Measured> extends Portable {
  (context: MeasureContext<Data, Model>): Measured;
  /** Whether it needs `synthetic`; taken as false when absent. `measureSynthetic` makes such a measure. */
  readonly readsSynthetic?: boolean;
}

/**
 * Which models the records keep: all of them, that of the last generation of every replicate, or none. What else is
 * recorded stays, and families and measures see every model.
 */
export type KeptModels = "all" | "last" | "none";

/** The model of a record, for a choice of which are kept. */
export type RecordedModel<Model, Kept extends KeptModels> = Kept extends "none"
  ? undefined
  : Kept extends "last"
    ? Model | undefined
    : Model;

/** The true model that real data are drawn from: what sampling reads of a model is enough, such as its parameters. */
export interface TrueModel<Model> {
  readonly model: Partial<Model>;
  readonly count: number;
}

/**
 * A pool of real rows. The original data of a replicate are `count` of them, drawn without replacement, anew for each
 * replicate; what its regime draws with `drawReal` are further rows that this replicate has not used yet.
 */
export interface RealPool<Data extends TrainingSet> {
  readonly pool: Data;
  readonly count: number;
}

/** Where the real data of a chain come from. */
export type RealData<Data extends TrainingSet, Model> = Data | TrueModel<Model> | RealPool<Data>;

/** One generation of one replicate. */
export interface GenerationRecord<Model, Measured> {
  readonly replicate: number;
  /** 0 is the fit to the real data. */
  readonly generation: number;
  /** Undefined when `keepModels` does not keep it. */
  readonly model: Model;
  readonly measured: Measured;
  /** Number of observations that the model was fitted to, or whose statistics it was fitted to. */
  readonly trainingSize: number;
  /** Whether each generation drew data, or their sufficient statistics at once: the engine of the chain. */
  readonly drawn: Drawn;
  /** First generation whose model the chain can no longer leave, when there is one. */
  readonly absorbedAt?: number;
}

export interface ChainProgress {
  /**
   * Generations done, over all replicates. With a family whose replicates are fitted together it counts the part of
   * the generations under way that is done, and then is no whole number. It never falls.
   */
  readonly done: number;
  readonly total: number;
  /** What is being done, in words, when a generation takes long: "generation 3: epoch 2 of 15". */
  readonly note?: string;
}

export interface CheckpointSettings {
  /** Folder that holds one file a replicate, and one for a long training under way; made when missing. */
  readonly folder: string;
  /** Least time between two writes of one replicate, in milliseconds. Default 2000. */
  readonly intervalMilliseconds?: number;
}

/**
 * A folder of chains that several processes share, made by `chainStore`: what one has computed the others read, and of
 * two that want the same chain at the same moment the second waits.
 */
export interface ChainStore extends CheckpointSettings {
  readonly shared: true;
  /** Plain data that functions without an origin have captured; they decide with the settings which chain it is. */
  readonly captured?: Readonly<Record<string, unknown>>;
}

export function isChainStore(checkpoint: string | CheckpointSettings | undefined): checkpoint is ChainStore {
  return typeof checkpoint === "object" && "shared" in checkpoint && checkpoint.shared === true;
}

export interface ChainSettings<
  Data extends TrainingSet,
  Model,
  Measured,
  Kept extends KeptModels = KeptModels,
> {
  readonly family: Family<Data, Model>;
  readonly regime: Regime;
  /**
   * The original data, the same for every replicate; or `{ model, count }`, which samples `count` observations from
   * `model` with the replicate's stream; or `{ pool, count }`, which takes `count` rows out of a larger set. From
   * the last two regimes can draw fresh real rows.
   */
  readonly real: RealData<Data, Model>;
  /** Number of times the model is refitted to its own samples: records are 0 … generations. */
  readonly generations: number;
  /** Size of each synthetic set. Default: the size of the real data. */
  readonly samplesPerGeneration?: number;
  /** Default 1. */
  readonly replicates?: number;
  readonly measure?: Measure<Data, Model, Measured>;
  readonly random: Random;
  /** Generations to record; the default is all of them. */
  readonly recordedGenerations?: readonly number[];
  /**
   * The models that records, and with them checkpoints, keep. Default "all". A language model may take 500 MB: "last"
   * keeps that of the last recorded generation of each replicate, or of the one where it stops, "none" not even that. A
   * checkpoint of a replicate under way holds its latest model beside, since the next generation may start from it.
   */
  readonly keepModels?: Kept;
  /** What to do once the model is absorbed. Default "continue". */
  readonly whenAbsorbed?: "stop" | "continue";
  /**
   * Worker threads at most. Default: one a core. Results do not depend on it. A family with `fitTogether` works on the
   * calling thread.
   */
  readonly workers?: number;
  /** A folder, a folder with an interval, or the store that this project's notebooks share: `chainStore()`. */
  readonly checkpoint?: string | CheckpointSettings | ChainStore;
  readonly onProgress?: (progress: ChainProgress) => void;
  /** Told of what went wrong without ending the chain: a damaged checkpoint that was set aside. */
  readonly onWarning?: (message: string) => void;
  /**
   * Told at the end of each run with a `chainStore` what others had computed. By default a notebook's cell shows it, when
   * it is anything.
   */
  readonly onOrigin?: (origin: ChainOrigin) => void;
  readonly signal?: AbortSignal;
}

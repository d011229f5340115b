import { sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import type { Random } from "../random/random";
import { type ChainPlan, isDrawn } from "./plan";

/** One fitted generation, before it is measured. */
export interface FittedGeneration<Data extends TrainingSet, Model> {
  readonly replicate: number;
  readonly generation: number;
  readonly model: Model;
  readonly training: Data;
  readonly absorbedAt: number | undefined;
}

/** All that the rest of a replicate depends on: from here it continues with the same digits. */
export interface ReplicateState<Data extends TrainingSet, Model> {
  /** Generation to be fitted next. */
  readonly generation: number;
  readonly training: Data;
  /** Synthetic sets so far; empty when the regime does not remember. */
  readonly history: readonly Data[];
  readonly previous: Model | undefined;
  readonly absorbedAt: number | undefined;
}

/**
 * One replicate of a chain: the loop itself, a generation at a time. Replicate r draws from
 * `random.fork(r)`; generation g of it from `.fork(g)`, with a stream each for "fit", "sample", "regime" and
 * "measure", so that no draw depends on what else was drawn, recorded or measured.
 */
export class Replicate<Data extends TrainingSet, Model> {
  readonly real: Data;
  /** Generation to be fitted next. */
  generation: number;
  finished = false;
  private readonly stream: Random;
  private readonly history: Data[];
  private training: Data;
  private previous: Model | undefined;
  private absorbedAt: number | undefined;
  private nextRecorded = 0;
  /** A training set that nothing refers to any more. */
  private spare: Data | undefined;

  constructor(
    private readonly plan: ChainPlan<Data, Model, unknown>,
    readonly index: number,
    state?: ReplicateState<Data, Model>,
  ) {
    this.stream = plan.random.fork(index);
    this.real = realOf(plan, index);
    this.generation = state?.generation ?? 0;
    this.training = state?.training ?? this.real;
    this.history = [...(state?.history ?? [])];
    this.previous = state?.previous;
    this.absorbedAt = state?.absorbedAt;
    const recorded = plan.recordedGenerations;
    while (recorded && recorded[this.nextRecorded]! < this.generation) this.nextRecorded++;
  }

  /** Fits one generation and prepares the next. Returns the generation when it is one to record. */
  advance(): FittedGeneration<Data, Model> | undefined {
    const { family, generations, stopsWhenAbsorbed } = this.plan;
    const { generation, training } = this;
    const stream = this.stream.fork(generation);
    const model = family.fit(training, stream.fork("fit"), this.previous);
    if (this.absorbedAt === undefined && family.isAbsorbed?.(model)) this.absorbedAt = generation;
    const stops = stopsWhenAbsorbed && this.absorbedAt !== undefined;
    const recorded = stops || this.isRecorded(generation);
    this.finished = stops || generation === generations;
    if (!this.finished) this.prepareNext(model, stream, recorded);
    this.generation = generation + 1;
    this.previous = model;
    return recorded
      ? { replicate: this.index, generation, model, training, absorbedAt: this.absorbedAt }
      : undefined;
  }

  state(): ReplicateState<Data, Model> {
    const { generation, training, history, previous, absorbedAt } = this;
    return { generation, training, history: [...history], previous, absorbedAt };
  }

  private prepareNext(model: Model, stream: Random, recorded: boolean): void {
    const { regime } = this.plan;
    const { generation, training, history, real } = this;
    const synthetic = this.sample(model, stream.fork("sample"));
    const random = stream.fork("regime");
    const next = regime({ generation, real, training, history, synthetic, random });
    this.training = next;
    if (regime.remembers !== false) {
      history.push(synthetic);
      return;
    }
    // A recorded training set may be kept by the measure or by the record's model, and so may not be overwritten.
    this.spare = next === synthetic && training !== real && !recorded ? training : undefined;
  }

  private sample(model: Model, random: Random): Data {
    const { family, samplesPerGeneration } = this.plan;
    const { spare } = this;
    if (!spare || !family.sampleInto || sizeOf(spare) !== samplesPerGeneration) {
      return family.sample(model, samplesPerGeneration, random);
    }
    family.sampleInto(model, spare, random);
    return spare;
  }

  private isRecorded(generation: number): boolean {
    const recorded = this.plan.recordedGenerations;
    if (!recorded) return true;
    if (recorded[this.nextRecorded] !== generation) return false;
    this.nextRecorded++;
    return true;
  }
}

/** The real data of a replicate: given, or drawn from the replicate's stream "real". */
export function realOf<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
  replicate: number,
): Data {
  const { real, family, random } = plan;
  if (!isDrawn(real)) return real;
  return family.sample(real.model as Model, real.count, random.fork(replicate).fork("real"));
}

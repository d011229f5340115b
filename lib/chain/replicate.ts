import { sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import type { FitTask, SampleTask } from "../fitters/family";
import type { Random } from "../random/random";
import type { ChainPlan } from "./plan";
import { FreshRows, realOf } from "./real-data";

/** One fitted generation, before it is measured. */
export interface FittedGeneration<Data extends TrainingSet, Model> {
  readonly replicate: number;
  readonly generation: number;
  readonly model: Model;
  readonly training: Data;
  /** What it wrote, when the measure reads that. */
  readonly synthetic?: Data;
  readonly absorbedAt: number | undefined;
  /** Whether it is the last one to be recorded of its replicate. */
  readonly isLast: boolean;
}

/** What a fit made of the generation under way, before anything of the replicate has changed. */
export interface Fitted<Model> {
  readonly model: Model;
  readonly absorbedAt: number | undefined;
  /** Whether the replicate ends with it. */
  readonly ends: boolean;
  /** What is to be drawn from the model; undefined when nothing follows that needs it. */
  readonly draw: SampleTask<Model> | undefined;
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
  /** Rows of the pool of real data that are used. */
  readonly poolRowsUsed: number;
}

/**
 * One replicate of a chain: the loop itself, a generation at a time. Replicate r draws from
 * `random.fork(r)`; generation g of it from `.fork(g)`, with a stream each for "fit", "sample", "regime", "fresh"
 * (real rows) and "measure", so that no draw depends on what else was drawn, recorded or measured.
 *
 * `advance` does a generation; whoever fits several replicates together does the same in steps: `begin`, the fit,
 * `fitted`, the draw, `complete`. The replicate changes in the last of them only.
 */
export class Replicate<Data extends TrainingSet, Model> {
  /** Generation to be fitted next. */
  generation: number;
  finished = false;
  private readonly stream: Random;
  /** Stream of the generation under way. */
  private generationStream: Random;
  private readonly history: Data[];
  private training: Data;
  private previous: Model | undefined;
  private absorbedAt: number | undefined;
  private nextRecorded = 0;
  /** A training set that nothing refers to any more. */
  private spare: Data | undefined;
  private readonly fresh: FreshRows<Data, Model>;

  constructor(
    private readonly plan: ChainPlan<Data, Model, unknown>,
    readonly index: number,
    state?: ReplicateState<Data, Model>,
    readonly real: Data = realOf(plan, index),
  ) {
    this.stream = plan.random.fork(index);
    this.generationStream = this.stream;
    this.generation = state?.generation ?? 0;
    this.training = state?.training ?? this.real;
    this.history = [...(state?.history ?? [])];
    this.previous = state?.previous;
    this.absorbedAt = state?.absorbedAt;
    this.fresh = new FreshRows(plan, index, state?.poolRowsUsed);
    const recorded = plan.recordedGenerations;
    while (recorded && recorded[this.nextRecorded]! < this.generation) this.nextRecorded++;
  }

  /** Fits one generation and prepares the next. Returns the generation when it is one to record. */
  advance(): FittedGeneration<Data, Model> | undefined {
    const { data, random, previous } = this.begin();
    const fitted = this.fitted(this.plan.family.fit(data, random, previous));
    return this.complete(fitted, fitted.draw && this.sample(fitted.draw));
  }

  /** What is to be fitted next: the arguments of `fit`. */
  begin(): FitTask<Data, Model> {
    this.generationStream = this.stream.fork(this.generation);
    return { data: this.training, random: this.generationStream.fork("fit"), previous: this.previous };
  }

  /** What follows from the model that was fitted to what `begin` gave. */
  fitted(model: Model): Fitted<Model> {
    const { family, generations, stopsWhenAbsorbed, samplesPerGeneration, readsSynthetic } = this.plan;
    const { generation } = this;
    const absorbedAt = this.absorbedAt ?? (family.isAbsorbed?.(model) ? generation : undefined);
    const stops = stopsWhenAbsorbed && absorbedAt !== undefined;
    const ends = stops || generation === generations;
    const isRead = readsSynthetic && (stops || this.isRecorded(generation));
    if (ends && !isRead) return { model, absorbedAt, ends, draw: undefined };
    const random = this.generationStream.fork("sample");
    return { model, absorbedAt, ends, draw: { model, count: samplesPerGeneration, random } };
  }

  /** Draws what a fit asks for, into memory that is no longer needed when there is some. */
  sample({ model, count, random }: SampleTask<Model>): Data {
    const { family } = this.plan;
    const { spare } = this;
    if (!spare || !family.sampleInto || sizeOf(spare) !== count) return family.sample(model, count, random);
    family.sampleInto(model, spare, random);
    return spare;
  }

  /** Ends the generation, with what was drawn, and prepares the next. Returns it when it is one to record. */
  complete(
    { model, absorbedAt, ends }: Fitted<Model>,
    synthetic: Data | undefined,
  ): FittedGeneration<Data, Model> | undefined {
    const { generation, training, plan } = this;
    const stops = plan.stopsWhenAbsorbed && absorbedAt !== undefined;
    const recorded = stops || this.isRecorded(generation);
    if (!ends) this.prepareNext(synthetic!, recorded);
    this.finished = ends;
    this.absorbedAt = absorbedAt;
    this.generation = generation + 1;
    this.previous = model;
    if (plan.recordedGenerations?.[this.nextRecorded] === generation) this.nextRecorded++;
    if (!recorded) return undefined;
    const isLast = ends || generation === plan.recordedGenerations?.at(-1);
    const fitted = { replicate: this.index, generation, model, training, absorbedAt, isLast };
    return plan.readsSynthetic ? { ...fitted, synthetic } : fitted;
  }

  state(): ReplicateState<Data, Model> {
    const { generation, training, history, previous, absorbedAt } = this;
    return {
      generation,
      training,
      history: [...history],
      previous,
      absorbedAt,
      poolRowsUsed: this.fresh.used,
    };
  }

  private prepareNext(synthetic: Data, recorded: boolean): void {
    const { regime, family, readsSynthetic } = this.plan;
    const { generation, training, history, real } = this;
    const random = this.generationStream.fork("regime");
    const freshStream = this.generationStream.fork("fresh");
    const drawReal = (count: number) => this.fresh.draw(count, freshStream);
    const next = regime({ generation, real, drawReal, training, history, synthetic, random });
    this.training = next;
    if (regime.remembers !== false) {
      history.push(synthetic);
      return;
    }
    // What is drawn together has memory of its own, and an old training set is not to be held for nothing; one that the
    // measure was shown when it was written may be kept by it.
    if (!family.sampleInto || family.sampleTogether || readsSynthetic) return;
    // A recorded training set may be kept by the measure or by the record's model, and so may not be overwritten.
    this.spare = next === synthetic && training !== real && !recorded ? training : undefined;
  }

  private isRecorded(generation: number): boolean {
    const recorded = this.plan.recordedGenerations;
    return !recorded || recorded[this.nextRecorded] === generation;
  }
}

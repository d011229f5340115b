import type { Parameters } from "../../nets/parameters";
import type { Random } from "../../random/random";
import type { Gradual } from "../family";
import { FitError } from "../fit-error";
import { createBatches } from "./batches";

/** Networks of the same shape under training together, each on data of its own of equal size. */
export interface StackedTraining {
  /** The fitter, for messages. */
  readonly name: string;
  readonly rows: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly learningRate: number;
  /** Where it goes on; absent, it begins. */
  readonly from?: TrainingProgress;
  /** Loads the next batch of one replicate: the rows of its data at these indices. */
  load(replicate: number, indices: Int32Array): void;
  /** A step of all replicates on what was loaded; one that takes long yields the share of it that is done. */
  step(): void | Generator<number, unknown, void>;
  /** The same, and the loss of each replicate's batch before the step, in nats, summed over its rows. */
  measuredStep(): ArrayLike<number> | Generator<number, ArrayLike<number>, void>;
  /** Called after every step but the last, such as to keep the state of the training; a moment at a time. */
  afterStep?(progress: TrainingProgress): Generator<void, void, void>;
}

/** Where a training is, beside its networks. */
export interface TrainingProgress {
  /** Steps done. */
  readonly step: number;
  /** For each replicate and pass the sum of the losses that were measured; for each pass the rows they are of. */
  readonly sums: readonly Float64Array[];
  readonly counts: Float64Array;
}

/** Measuring costs a tenth of a step: the loss of every fourth batch, and of the first of a pass, tells the mean of all well enough. */
const stride = 4;

/**
 * Trains to the end; `orders` holds a stream for the order of each replicate's rows. Returns each replicate's
 * learning curve: for every pass over its data (for every step, where one takes several passes) the mean loss of the
 * batches measured in it, in nats a row.
 * @throws FitError naming the step and the learning rate when a loss is not finite
 */
export function* trainTogether(
  training: StackedTraining,
  orders: readonly Random[],
): Gradual<Float64Array[]> {
  const { steps, batchSize } = training;
  const load = loaderOf(training, orders);
  const { step: start, ...curve } = training.from ?? beginning(training, orders.length);
  const [sums, counts] = [curve.sums.map((sum) => sum.slice()), curve.counts.slice()];
  // So every stream that the order and the loading draw from is where it was.
  for (let step = 0; step < start; step++) load();
  let lastLoss = "";
  for (let step = start; step < steps; step++) {
    load();
    const within = (share: number) => ({
      share: (step + share) / steps,
      note: `step ${step + 1} of ${steps}${lastLoss}`,
    });
    const pass = Math.floor((step * counts.length) / steps);
    if (step % stride !== 0 && counts[pass] !== 0 && step !== steps - 1) {
      yield* inParts(training.step(), within);
    } else {
      const losses = yield* inParts(training.measuredStep(), within);
      counts[pass]! += batchSize;
      sums.forEach((sum, replicate) => {
        sum[pass]! += finiteLoss(training, losses[replicate]!, replicate, step);
      });
      lastLoss = `, loss ${(losses[0]! / batchSize).toFixed(2)}`;
    }
    yield within(1);
    if (training.afterStep && step < steps - 1) {
      for (const _ of training.afterStep({ step: step + 1, sums, counts })) yield within(1);
    }
  }
  return sums.map((sum) => sum.map((total, pass) => total / counts[pass]!));
}

/** What loads the next batch of every replicate. */
function loaderOf({ rows, batchSize, load }: StackedTraining, orders: readonly Random[]): () => void {
  const batches = orders.map((order) => createBatches(rows, batchSize, order));
  return () =>
    batches.forEach((batch, replicate) => {
      load(replicate, batch.next());
    });
}

function beginning(training: StackedTraining, replicates: number): TrainingProgress {
  const passes = passCount(training);
  const sums = Array.from({ length: replicates }, () => new Float64Array(passes));
  return { step: 0, sums, counts: new Float64Array(passes) };
}

/** Points of the learning curve. */
export function passCount({
  rows,
  batchSize,
  steps,
}: Pick<StackedTraining, "rows" | "batchSize" | "steps">): number {
  return Math.min(steps, Math.max(1, Math.round((steps * batchSize) / rows)));
}

/** A step to its end, whether it was done at once or yields the share that is done. */
function* inParts<Result>(
  step: Result | Generator<number, Result, void>,
  within: (share: number) => { share: number; note: string },
): Gradual<Result> {
  if (!isGenerator(step)) return step;
  try {
    for (;;) {
      const { done, value } = step.next();
      if (done) return value;
      yield within(value);
    }
  } finally {
    step.return(undefined as never);
  }
}

function isGenerator<Result>(
  step: Result | Generator<number, Result, void>,
): step is Generator<number, Result, void> {
  return typeof (step as Partial<Generator> | undefined)?.next === "function";
}

function finiteLoss(training: StackedTraining, loss: number, replicate: number, step: number): number {
  if (Number.isFinite(loss)) return loss;
  throw diverged(training, step + 1, `the loss is ${loss}`, replicate);
}

/**
 * Refuses what the last step, whose loss nobody has seen, made of the parameters.
 * @throws FitError naming the replicate when one is not finite
 */
export function requireFiniteParameters(
  training: Pick<StackedTraining, "name" | "steps" | "learningRate">,
  replicates: readonly Parameters[],
): void {
  replicates.forEach((parameters, replicate) => {
    for (const [name, { values }] of Object.entries(parameters)) {
      const wrong = values.find((value) => !Number.isFinite(value));
      if (wrong !== undefined) throw diverged(training, training.steps, `${name} holds ${wrong}`, replicate);
    }
  });
}

function diverged(
  { name, steps, learningRate }: Pick<StackedTraining, "name" | "steps" | "learningRate">,
  step: number,
  what: string,
  replicate: number,
): FitError {
  return new FitError(
    `${name} stopped at step ${step} of ${steps}: ${what} at learning rate ${learningRate}. ` +
      "Lower learningRate, or look for extreme values in the data",
    replicate,
  );
}

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
  /** Loads the next batch of one replicate: the rows of its data at these indices. */
  load(replicate: number, indices: Int32Array): void;
  /** A step of all replicates on what was loaded. */
  step(): void;
  /** The same, and the loss of each replicate's batch before the step, in nats, summed over its rows. */
  measuredStep(): ArrayLike<number>;
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
  const { rows, batchSize, steps } = training;
  const batches = orders.map((order) => createBatches(rows, batchSize, order));
  const passes = Math.min(steps, Math.max(1, Math.round((steps * batchSize) / rows)));
  const sums = orders.map(() => new Float64Array(passes));
  const counts = new Float64Array(passes);
  let note = "";
  for (let step = 0; step < steps; step++) {
    batches.forEach((batch, replicate) => {
      training.load(replicate, batch.next());
    });
    const pass = Math.floor((step * passes) / steps);
    if (step % stride !== 0 && counts[pass] !== 0 && step !== steps - 1) {
      training.step();
    } else {
      const losses = training.measuredStep();
      counts[pass]! += batchSize;
      sums.forEach((sum, replicate) => {
        sum[pass]! += finiteLoss(training, losses[replicate]!, replicate, step);
      });
      note = `step ${step + 1} of ${steps}, loss ${(losses[0]! / batchSize).toFixed(2)}`;
    }
    yield { share: (step + 1) / steps, note };
  }
  return sums.map((sum) => sum.map((total, pass) => total / counts[pass]!));
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

import { engine } from "../engine";
import type { OptimizerSettings } from "../optimizers/adam";
import { clipGradients } from "../optimizers/clip-gradients";
import { createOptimizer } from "../optimizers/create-optimizer";
import type { OptimizerState } from "../optimizers/optimizer";
import type { Parameters } from "../parameters";
import { stackParameters, unstackParameters } from "../stack";
import { accumulate } from "./accumulate";
import type { OptConfiguration } from "./configuration";
import type { LearningBatch } from "./descent";
import { packParameters, unpackParameters } from "./packed-parameters";

export interface OptTrainerSettings {
  readonly optimizer: OptimizerSettings;
  /** Longest gradient of a replicate, over all parameters together; absent, any length. */
  readonly maximumNorm?: number;
}

/** OPT models of the same shape under training together. */
export interface OptTrainer {
  /** One step of every replicate: the gradients of the batches are added up (gradient accumulation). */
  step(batches: readonly LearningBatch[], learningRate?: number): void;
  /** The same, and the loss of each replicate before the step: the weighted sum over all batches, in nats. */
  measuredStep(batches: readonly LearningBatch[], learningRate?: number): Float64Array;
  /**
   * `measuredStep`, or `step`, whose losses are 0, a batch at a time: yields the share of the step that is done. What it
   * holds is freed when it is stopped; the parameters are then those before the step.
   */
  descend(
    batches: readonly LearningBatch[],
    learningRate: number | undefined,
    isMeasured: boolean,
  ): Generator<number, Float64Array, void>;
  /**
   * A copy of where it is, a moment at a time; no step may come between. Its parameters are as the network computes with
   * them, with the replicates as first axis.
   */
  state(): Generator<void, OptimizerState, void>;
  /** The present parameters of every replicate, as checkpoints name them. */
  parameters(): Parameters[];
  dispose(): void;
}

/** Puts models under training. With `from`, a state of the same training, it goes on there with the same digits. */
export function createOptTrainer(
  configuration: OptConfiguration,
  replicates: readonly Parameters[],
  { optimizer: settings, maximumNorm }: OptTrainerSettings,
  from?: OptimizerState,
): OptTrainer {
  const start = from?.parameters ?? stackedParameters(configuration, replicates);
  const optimizer = createOptimizer(start, settings, from?.moments);
  function* descend(
    batches: readonly LearningBatch[],
    learningRate: number | undefined,
    isMeasured: boolean,
  ): Generator<number, Float64Array, void> {
    const { dispose, tidy } = engine();
    const losses = new Float64Array(replicates.length);
    const { weights } = optimizer;
    const slopes = yield* accumulate(
      { configuration, weights, losses: isMeasured ? losses : undefined },
      batches,
    );
    try {
      tidy(() => {
        const clipped = maximumNorm === undefined ? slopes : clipGradients(slopes, maximumNorm);
        optimizer.apply(weights(), clipped, learningRate);
      });
    } finally {
      dispose(slopes);
    }
    return losses;
  }
  return {
    step: (batches, learningRate) => void allOf(descend(batches, learningRate, false)),
    measuredStep: (batches, learningRate) => allOf(descend(batches, learningRate, true)),
    descend,
    state: () => optimizer.state(),
    parameters: () =>
      unstackParameters(optimizer.parameters()).map((one) => unpackParameters(configuration, one)),
    dispose: () => optimizer.dispose(),
  };
}

/** Work to its end. */
function allOf<Result>(work: Generator<unknown, Result, void>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as Result;
  }
}

/** Parameters of several models as a trainer holds them. */
export function stackedParameters(
  configuration: OptConfiguration,
  replicates: readonly Parameters[],
): Parameters {
  return stackParameters(replicates.map((parameters) => packParameters(configuration, parameters)));
}

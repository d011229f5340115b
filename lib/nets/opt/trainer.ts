import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Tensors } from "../layers/layer";
import type { OptimizerSettings } from "../optimizers/adam";
import { clipGradients } from "../optimizers/clip-gradients";
import { createOptimizer } from "../optimizers/create-optimizer";
import type { Parameters } from "../parameters";
import { stackParameters, unstackParameters } from "../stack";
import { sumOfEachReplicate } from "../training/stacked-trainer";
import type { OptConfiguration } from "./configuration";
import { type LearningBatch, optDescent } from "./descent";
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
  /** The present parameters of every replicate, as checkpoints name them. */
  parameters(): Parameters[];
  dispose(): void;
}

export function createOptTrainer(
  configuration: OptConfiguration,
  replicates: readonly Parameters[],
  { optimizer: settings, maximumNorm }: OptTrainerSettings,
): OptTrainer {
  const packed = replicates.map((parameters) => packParameters(configuration, parameters));
  const optimizer = createOptimizer(stackParameters(packed), settings);
  const descend = (batches: readonly LearningBatch[], learningRate: number | undefined, measure: boolean) => {
    const losses = new Float64Array(replicates.length);
    engine().tidy(() => {
      const weights = optimizer.weights();
      const slopes = accumulated(configuration, weights, batches, measure ? losses : undefined);
      const clipped = maximumNorm === undefined ? slopes : clipGradients(slopes, maximumNorm);
      optimizer.apply(weights, clipped, learningRate);
    });
    return losses;
  };
  return {
    step: (batches, learningRate) => void descend(batches, learningRate, false),
    measuredStep: (batches, learningRate) => descend(batches, learningRate, true),
    parameters: () =>
      unstackParameters(optimizer.parameters()).map((one) => unpackParameters(configuration, one)),
    dispose: () => optimizer.dispose(),
  };
}

/** Gradients of all batches together; what one batch needs beside them is freed before the next. */
export function accumulated(
  configuration: OptConfiguration,
  weights: Tensors,
  batches: readonly LearningBatch[],
  losses?: Float64Array,
): Tensors {
  const { add, tidy } = engine();
  let total: Tensors | undefined;
  for (const batch of batches) {
    const before = total;
    total = tidy(() => {
      const { gradients, lossOfRows } = optDescent(configuration, weights, batch);
      if (losses)
        sumOfEachReplicate(lossOfRows()).forEach((loss, replicate) => {
          losses[replicate]! += loss;
        });
      if (!before) return gradients as Record<string, Tensor>;
      return Object.fromEntries(
        Object.entries(gradients).map(([name, slope]) => [name, add(before[name]!, slope)]),
      );
    });
    if (before) for (const slope of Object.values(before)) slope.dispose();
  }
  return total!;
}

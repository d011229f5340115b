import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Tensors } from "../layers/layer";
import { sumOfEachReplicate } from "../training/stacked-trainer";
import type { OptConfiguration } from "./configuration";
import { type LearningBatch, optDescent } from "./descent";

/** What gradients are of. */
export interface Accumulation {
  readonly configuration: OptConfiguration;
  /** The parameters; they live as long as the `tidy` around the call, and so are asked for before every batch. */
  weights(): Tensors;
  /** Where the loss of each replicate is added up, if it is wanted. */
  readonly losses: Float64Array | undefined;
}

/**
 * Gradients of all batches together, a batch at a time: yields the share of them that is done. What one batch needs
 * beside its gradients is freed before the next, and all of it when the work is stopped; the sum is the caller's to
 * dispose of.
 */
export function* accumulate(
  accumulation: Accumulation,
  batches: readonly LearningBatch[],
): Generator<number, Record<string, Tensor>, void> {
  const { dispose, tidy } = engine();
  let total: Record<string, Tensor> | undefined;
  let isHandedOn = false;
  try {
    for (const [index, batch] of batches.entries()) {
      const before = total;
      total = tidy(() => withGradients(before, accumulation, batch));
      if (before) dispose(before);
      if (index < batches.length - 1) yield (index + 1) / batches.length;
    }
    isHandedOn = true;
    return total!;
  } finally {
    if (total && !isHandedOn) dispose(total);
  }
}

function withGradients(
  before: Readonly<Record<string, Tensor>> | undefined,
  { configuration, weights, losses }: Accumulation,
  batch: LearningBatch,
): Record<string, Tensor> {
  const { add } = engine();
  const { gradients, lossOfRows } = optDescent(configuration, weights(), batch);
  if (losses) {
    sumOfEachReplicate(lossOfRows()).forEach((loss, replicate) => {
      losses[replicate]! += loss;
    });
  }
  return Object.fromEntries(
    Object.entries(gradients).map(([name, slope]) => [name, before ? add(before[name]!, slope) : slope]),
  );
}

import type { Tensor } from "@tensorflow/tfjs-node";
import { compute } from "../compute";
import { engine } from "../engine";
import type { Tensors } from "../layers/layer";
import type { OptimizerSettings } from "../optimizers/adam";
import { createOptimizer } from "../optimizers/create-optimizer";
import type { Parameters } from "../parameters";
import { stackParameters, unstackParameters } from "../stack";

/** What one forward and backward pass gives. */
export interface Descent {
  /** Gradients of the loss summed over the batch, by parameter. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** Loss of each row of each replicate's batch, [replicates, rows], in nats. Costs passes of its own. */
  lossOfRows(): Tensor;
}

/** The networks of several replicates under training, each step one batched matrix product a layer. */
export interface StackedTrainer<Batch> {
  /** One step of every replicate on the batch of its own. */
  step(batch: Batch): void;
  /** The same, and the loss of each replicate's batch before the step, summed over its rows. Costs a tenth more. */
  measuredStep(batch: Batch): Float64Array;
  /** The present parameters of every replicate. */
  parameters(): Parameters[];
  dispose(): void;
}

/** Puts networks of the same shape under training together; `descend` is their forward and backward pass. */
export function createStackedTrainer<Batch>(
  replicates: readonly Parameters[],
  settings: OptimizerSettings,
  descend: (weights: Tensors, batch: Batch) => Descent,
): StackedTrainer<Batch> {
  const optimizer = createOptimizer(stackParameters(replicates), settings);
  return {
    step(batch) {
      engine().tidy(() => {
        const weights = optimizer.weights();
        optimizer.apply(weights, descend(weights, batch).gradients);
      });
    },
    measuredStep: (batch) =>
      compute(() => {
        const weights = optimizer.weights();
        const { gradients, lossOfRows } = descend(weights, batch);
        const losses = sumOfEachReplicate(lossOfRows());
        optimizer.apply(weights, gradients);
        return losses;
      }),
    parameters: () => unstackParameters(optimizer.parameters()),
    dispose: () => optimizer.dispose(),
  };
}

/** Sum of every row of [replicates, rows], in double precision. */
export function sumOfEachReplicate(matrix: Tensor): Float64Array {
  const values = matrix.dataSync<"float32">();
  const [rows, columns] = matrix.shape as [number, number];
  return Float64Array.from({ length: rows }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
}

/** Rows of numbers for every replicate as a tensor [replicates, rows, columns]. */
export function stackedRows(values: Float32Array, replicates: number, columns: number): Tensor {
  return engine().tensor3d(values, [replicates, values.length / columns / replicates, columns]);
}

import type { Tensor } from "@tensorflow/tfjs-node";
import type { Tensors } from "../layers/layer";
import type { Parameters } from "../parameters";

/** What an optimiser has learned of the gradients so far: with the parameters all that its next step depends on. */
export interface OptimizerMoments {
  /** Steps that were taken. */
  readonly steps: number;
  /** Running means of the gradients, and of their squares, with the names and shapes of the parameters. */
  readonly first: Parameters;
  readonly second: Parameters;
}

/** Where an optimiser is. */
export interface OptimizerState {
  readonly parameters: Parameters;
  readonly moments: OptimizerMoments;
}

/** Parameters under training. */
export interface Optimizer {
  /** The present parameters, for one forward pass: they live as long as the `tidy` around it. */
  weights(): Tensors;
  /**
   * One step, with gradients by the same names; the weights handed out before are disposed of. `learningRate` takes
   * the place of the settings' for schedules.
   */
  apply(weights: Tensors, gradients: Readonly<Record<string, Tensor>>, learningRate?: number): void;
  /** A copy of the present parameters. */
  parameters(): Parameters;
  /**
   * A copy of where it is, a parameter at a time; no step may come between. Who begins with its parameters and moments
   * goes on with the same digits.
   */
  state(): Generator<void, OptimizerState, void>;
  /** Frees the tensors; nothing can be asked for afterwards. */
  dispose(): void;
}

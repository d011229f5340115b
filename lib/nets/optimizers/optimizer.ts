import type { Tensor } from "@tensorflow/tfjs-node";
import type { Tensors } from "../layers/layer";
import type { Parameters } from "../parameters";

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
  /** Frees the tensors; nothing can be asked for afterwards. */
  dispose(): void;
}

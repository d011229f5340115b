import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { elementwise } from "../layers/each-replicate";

/** A loss summed over all rows, with its gradient by the network's output. */
export interface Loss {
  readonly gradient: Tensor;
  /** Of each row: [replicates, rows], in nats. Costs passes of its own over the data: call it only when it is wanted. */
  ofRows(): Tensor;
}

/**
 * Cross-entropy of pixels in [0, 1] under independent Bernoulli pixels given by their logits, both
 * [replicates, rows, pixels]: Σ softplus(l) − x l, whose gradient is sigmoid(l) − x. Grey pixels count as
 * probabilities, as in the usual VAE on MNIST.
 */
export function bernoulliCrossEntropy(logits: Tensor, pixels: Tensor): Loss {
  const { mul, sigmoid, softplus, sub, sum } = engine();
  return {
    gradient: sub(elementwise(sigmoid, logits), pixels),
    ofRows: () => sum(sub(elementwise(softplus, logits), mul(logits, pixels)), 2),
  };
}

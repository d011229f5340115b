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
  const { log, maximum, mul, relu, sigmoid, sub, sum } = engine();
  const probabilities = elementwise(sigmoid, logits);
  return {
    gradient: sub(probabilities, pixels),
    ofRows: () => {
      // softplus(l) = max(l, 0) − ln max(p, 1 − p): a third of the time of the engine's softplus, and never infinite.
      const larger = maximum(probabilities, sub(1, probabilities));
      return sum(sub(sub(relu(logits), elementwise(log, larger)), mul(logits, pixels)), 2);
    },
  };
}

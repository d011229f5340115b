import type { Tensor } from "@tensorflow/tfjs-node";
import { dense } from "../layers/dense";
import { type Layer, sequential, type Tensors } from "../layers/layer";
import { relu } from "../layers/relu";
import { softmaxCrossEntropy } from "../losses/softmax";
import type { Descent } from "../training/stacked-trainer";

/** A classifier in two parts: what it sees, and what it makes of it. */
export interface ClassifierNetwork {
  /** [replicates, rows, pixels] to [replicates, rows, features]. */
  readonly features: Layer;
  /** [replicates, rows, features] to the logits of [replicates, rows, classes]. */
  readonly head: Layer;
}

/** pixels – hidden (ReLU) – features (ReLU) – classes. */
export function classifierNetwork(
  pixels: number,
  hidden: number,
  features: number,
  classes: number,
): ClassifierNetwork {
  return {
    features: sequential(
      dense("hidden", pixels, hidden),
      relu(),
      dense("features", hidden, features),
      relu(),
    ),
    head: dense("logits", features, classes),
  };
}

/** Forward and backward pass of the cross-entropy. */
export function classifierDescent(
  { features, head }: ClassifierNetwork,
  weights: Tensors,
  pixels: Tensor,
  targets: Tensor,
): Descent {
  const seen = features.forward(pixels, weights);
  const decided = head.forward(seen.output, weights);
  const loss = softmaxCrossEntropy(decided.output, targets);
  const gradients: Record<string, Tensor> = {};
  seen.backward(decided.backward(loss.gradient, gradients)(), gradients);
  return { gradients, lossOfRows: () => loss.ofRows() };
}

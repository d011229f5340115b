import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Loss } from "./bernoulli";

/**
 * Cross-entropy of class probabilities (targets, such as one-hot rows) under softmax(logits), both
 * [replicates, rows, classes]; the gradient is softmax(l) − targets.
 */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor): Loss {
  const { logSoftmax, mul, neg, softmax, sub, sum } = engine();
  return {
    gradient: sub(softmax(logits), targets),
    ofRows: () => neg(sum(mul(targets, logSoftmax(logits)), 2)),
  };
}

import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { product } from "../layers/each-replicate";

/** What words are predicted from, and what they are. */
export interface NextTokens {
  /** [replicates, rows, width] */
  readonly hidden: Tensor;
  /** The matrix that reads and writes words, [replicates, vocabulary, width]. */
  readonly embedding: Tensor;
  /** The words that follow, ids of each replicate's own vocabulary, [replicates × rows]. */
  readonly targets: Int32Array;
  /** What the loss of each row counts, [replicates, rows, 1]. */
  readonly weights: Tensor;
}

/** Rows to be added to rows of the embedding's gradient: `rows` [replicates × count, width]. */
export interface EmbeddingRows {
  /** Rows of the stacked embedding, [replicates × vocabulary, width]. */
  readonly indices: Int32Array;
  readonly rows: Tensor;
}

/** Cross-entropy of the words that follow, with its gradients. */
export interface NextTokenLoss {
  readonly hiddenGradient: Tensor;
  /** The part of the embedding's gradient that no word has to itself, [replicates, vocabulary, width]. */
  readonly embeddingGradient: Tensor;
  /** The rest: a row for each target. */
  readonly targetGradient: EmbeddingRows;
  /** Of each row, weighted: [replicates, rows], in nats. */
  ofRows(): Tensor;
}

/** The least probability whose logarithm is told from that of 0; for the loss that is shown, not for its gradient. */
const leastProbability = 1e-37;

/**
 * Cross-entropy of softmax(hidden × embeddingᵀ) and the words that follow, in nats, with its gradients. The gradient
 * by the logits, softmax − one-hot, is never formed: its one-hot part is a row of the embedding for the hidden states,
 * and a hidden state for a row of the embedding. So the logits, the largest array by far, are passed over once, by
 * the softmax, beside the three matrix products.
 */
export function nextTokenLoss({ hidden, embedding, targets, weights }: NextTokens): NextTokenLoss {
  const { gather, mul, neg, reshape, softmax, sub } = engine();
  const [replicates, vocabulary, width] = embedding.shape as [number, number, number];
  const rows = hidden.shape[1]!;
  const probabilities = probabilitiesOf(hidden, embedding, softmax);
  const indices = targets.map((target, at) => Math.floor(at / rows) * vocabulary + target);
  const own = reshape(
    gather(reshape(embedding, [replicates * vocabulary, width]), asTensor(indices)),
    hidden.shape,
  );
  const weighted = mul(hidden, weights);
  return {
    hiddenGradient: mul(sub(product(probabilities, embedding), own), weights),
    embeddingGradient: product(probabilities, weighted, true, false),
    targetGradient: { indices, rows: reshape(neg(weighted), [replicates * rows, width]) },
    ofRows: () => mul(surprise(probabilities, targets), reshape(weights, [replicates, rows])),
  };
}

/** The logits are freed before anything else is made: they and their softmax are most of a step's memory. */
function probabilitiesOf(hidden: Tensor, embedding: Tensor, softmax: (logits: Tensor) => Tensor): Tensor {
  const logits = product(hidden, embedding, false, true);
  const probabilities = softmax(logits);
  logits.dispose();
  return probabilities;
}

/** −ln of the probability of each target, [replicates, rows]. */
function surprise(probabilities: Tensor, targets: Int32Array): Tensor {
  const { gatherND, log, maximum, neg, reshape, tensor2d } = engine();
  const [replicates, rows, vocabulary] = probabilities.shape as [number, number, number];
  const places = new Int32Array(2 * targets.length);
  targets.forEach((target, row) => {
    places[2 * row] = row;
    places[2 * row + 1] = target;
  });
  const flat = reshape(probabilities, [replicates * rows, vocabulary]);
  const own = gatherND(flat, tensor2d(places, [targets.length, 2], "int32"));
  return reshape(neg(log(maximum(own, leastProbability))), [replicates, rows]);
}

function asTensor(indices: Int32Array): Tensor {
  return engine().tensor1d(indices, "int32");
}

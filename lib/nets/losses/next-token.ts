import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { elementwise } from "../layers/each-replicate";
import { entriesAt } from "./entries-at";

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

/** Logits are computed so many at a time, 8 MB, that they are still in a cache when they are read again. */
const mostLogits = 2 ** 21;

/** Fewer rows at a time would spend the time on reading the embedding. */
const fewestRows = 256;

/**
 * Cross-entropy of softmax(hidden × embeddingᵀ) and the words that follow, in nats, with its gradients. The gradient
 * by the logits, softmax − one-hot, is never formed: its one-hot part is a row of the embedding for the hidden states,
 * and a hidden state for a row of the embedding. So the logits, by far the most numbers of a step, are passed over
 * once, by the softmax, beside the three matrix products; they are never all there at once.
 */
export function nextTokenLoss({ hidden, embedding, targets, weights }: NextTokens): NextTokenLoss {
  const { mul, neg, reshape, stack, sub, unstack } = engine();
  const [replicates, vocabulary, width] = embedding.shape as [number, number, number];
  const rows = hidden.shape[1]!;
  const weighted = mul(hidden, weights);
  const [states, weightedStates, words] = [hidden, weighted, embedding].map((part) => unstack(part));
  const expectations = words!.map((matrix, replicate) =>
    expect(states![replicate]!, weightedStates![replicate]!, matrix, ownTargets(targets, rows, replicate)),
  );
  const indices = targets.map((target, at) => Math.floor(at / rows) * vocabulary + target);
  const own = reshape(rowsOf(reshape(embedding, [replicates * vocabulary, width]), indices), hidden.shape);
  return {
    hiddenGradient: mul(sub(stack(expectations.map(({ word }) => word)), own), weights),
    embeddingGradient: stack(expectations.map(({ state }) => state)),
    targetGradient: { indices, rows: reshape(neg(weighted), [replicates * rows, width]) },
    ofRows: () =>
      mul(
        surprise(stack(expectations.map(({ probability }) => probability))),
        reshape(weights, [replicates, rows]),
      ),
  };
}

interface Expectation {
  /** The embedding expected under the softmax of each row, [rows, width]. */
  readonly word: Tensor;
  /** The weighted states, each times the probability of a word, summed: [vocabulary, width]. */
  readonly state: Tensor;
  /** Of each row's target, [rows]. */
  readonly probability: Tensor;
}

/** What softmax(states × wordsᵀ) makes of words, states and targets, for one replicate; a few rows at a time. */
function expect(states: Tensor, weightedStates: Tensor, words: Tensor, targets: Int32Array): Expectation {
  const { add, concat, slice, tidy } = engine();
  const [rows, width] = states.shape as [number, number];
  const parts = Math.max(1, Math.ceil(rows / Math.max(fewestRows, mostLogits / words.shape[0]!)));
  const each = Math.ceil(rows / parts);
  let total: Tensor | undefined;
  const found: Tensor[][] = [];
  for (let start = 0; start < rows; start += each) {
    const count = Math.min(each, rows - start);
    const [word, probability, state] = tidy(() => {
      const part = (tensor: Tensor) => (count === rows ? tensor : slice(tensor, [start, 0], [count, width]));
      const own = targets.subarray(start, start + count);
      const before = total;
      const found = expectPart(part(states), part(weightedStates), words, own);
      return [found.word, found.probability, before ? add(before, found.state) : found.state];
    }) as [Tensor, Tensor, Tensor];
    total?.dispose();
    total = state;
    found.push([word, probability]);
  }
  const joined = (place: number) =>
    found.length === 1 ? found[0]![place]! : concat(found.map((part) => part[place]!));
  return { word: joined(0), state: total!, probability: joined(1) };
}

function expectPart(states: Tensor, weightedStates: Tensor, words: Tensor, targets: Int32Array): Expectation {
  const { matMul, softmax } = engine();
  const logits = matMul(states, words, false, true);
  const probabilities = softmax(logits);
  logits.dispose();
  return {
    word: matMul(probabilities, words),
    state: matMul(probabilities, weightedStates, true, false),
    probability: entriesAt(probabilities, targets),
  };
}

function ownTargets(targets: Int32Array, rows: number, replicate: number): Int32Array {
  return targets.subarray(replicate * rows, (replicate + 1) * rows);
}

function rowsOf(table: Tensor, indices: Int32Array): Tensor {
  const { gather, tensor1d } = engine();
  return gather(table, tensor1d(indices, "int32"));
}

/** −ln of probabilities, [replicates, rows]. */
function surprise(probabilities: Tensor): Tensor {
  const { log, maximum, neg } = engine();
  return neg(elementwise(log, maximum(probabilities, leastProbability)));
}

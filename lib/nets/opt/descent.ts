import { engine } from "../engine";
import { attention } from "../layers/attention";
import type { DropoutMask } from "../layers/dropout";
import type { Tensors } from "../layers/layer";
import { nextTokenLoss } from "../losses/next-token";
import type { Descent } from "../training/stacked-trainer";
import type { OptConfiguration } from "./configuration";
import { embed, scattered, wordsName } from "./embedding";
import { optLayers } from "./layers";
import { attentionBias, type TokenBatch } from "./tokens";

/** Texts to learn from. */
export interface LearningBatch {
  /** What is read. */
  readonly inputs: TokenBatch;
  /** The word that follows each of `inputs`. */
  readonly targets: Int32Array;
  /** What the loss of each prediction counts, such as 1 / their number. */
  readonly weights: Float32Array;
  /** Masks for outputs of attention and feed-forward parts, and for weights of attention; absent, nothing is dropped. */
  readonly outputDropout?: DropoutMask;
  readonly attentionDropout?: DropoutMask;
}

/** Forward and backward pass of the cross-entropy of the words that follow, weighted and summed. */
export function optDescent(configuration: OptConfiguration, weights: Tensors, batch: LearningBatch): Descent {
  const { add, concat, tensor3d } = engine();
  const { inputs, targets, outputDropout, attentionDropout } = batch;
  const words = weights[wordsName]!;
  const replicates = words.shape[0]!;
  const bias = attentionBias(inputs, configuration.heads);
  const attending = attention({
    heads: configuration.heads,
    length: inputs.length,
    bias: tensor3d(bias.values, bias.shape),
    dropout: attentionDropout,
  });
  const context = { attentionOf: () => attending, outputDropout };
  const embedded = embed(configuration, inputs, weights);
  const layers = optLayers(configuration, context).forward(embedded.output, weights);
  const loss = nextTokenLoss({
    hidden: layers.output,
    embedding: words,
    targets,
    weights: tensor3d(batch.weights, [replicates, targets.length / replicates, 1]),
  });
  const gradients: Record<string, ReturnType<typeof add>> = {};
  const read = embedded.backward(layers.backward(loss.hiddenGradient, gradients)(), gradients);
  const written = loss.targetGradient;
  const indices = new Int32Array(read.indices.length + written.indices.length);
  indices.set(read.indices);
  indices.set(written.indices, read.indices.length);
  gradients[wordsName] = add(
    loss.embeddingGradient,
    scattered(concat([read.rows, written.rows]), indices, words),
  );
  return { gradients, lossOfRows: loss.ofRows };
}

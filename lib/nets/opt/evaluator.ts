import type { Tensor } from "@tensorflow/tfjs-node";
import { compute } from "../compute";
import { engine } from "../engine";
import { attention } from "../layers/attention";
import { loadParameters } from "../load-parameters";
import { entriesAt } from "../losses/entries-at";
import type { Parameters } from "../parameters";
import type { OptConfiguration } from "./configuration";
import { type LearningBatch, optDescent } from "./descent";
import { embed, wordsName } from "./embedding";
import { optLayers } from "./layers";
import { packParameters, unpackParameters } from "./packed-parameters";
import { attentionBias, type TokenBatch } from "./tokens";

/** Logits are computed so many at a time, 64 MB. */
const mostLogits = 2 ** 24;

/** An OPT model at work on whole texts, without dropout; its parameters stay in the engine until it is disposed of. */
export interface OptEvaluator {
  /** Logits of the next word after every token, [tokens, vocabulary]. */
  logits(batch: TokenBatch): Float32Array;
  /** Cross-entropy of the word that follows each token, in nats. */
  losses(batch: TokenBatch, targets: Int32Array): Float32Array;
  /** Gradients of a weighted sum of them, with the names of checkpoints. */
  gradients(batch: LearningBatch): Parameters;
  dispose(): void;
}

export function createOptEvaluator(configuration: OptConfiguration, parameters: Parameters): OptEvaluator {
  const { weights, dispose } = loadParameters(packParameters(configuration, parameters));
  const words = weights[wordsName]!;
  const states = (batch: TokenBatch) => {
    const { tensor3d } = engine();
    const bias = attentionBias(batch, configuration.heads);
    const plan = {
      heads: configuration.heads,
      length: batch.length,
      bias: tensor3d(bias.values, bias.shape),
    };
    const layers = optLayers(configuration, { attentionOf: () => attention(plan) });
    return layers.forward(embed(configuration, batch, weights).output, weights).output;
  };
  return {
    logits: (batch) =>
      compute(() => engine().matMul(states(batch), words, false, true).dataSync<"float32">()),
    losses: (batch, targets) => compute(() => lossesOf(states(batch), words, targets)),
    gradients: (batch) =>
      compute(() => {
        const { gradients } = optDescent(configuration, weights, batch);
        const read = Object.entries(gradients).map(([name, slope]) => [
          name,
          { shape: slope.shape.slice(1), values: slope.dataSync<"float32">() },
        ]);
        return unpackParameters(configuration, Object.fromEntries(read));
      }),
    dispose,
  };
}

/** Cross-entropy of each target, a few rows of logits at a time. */
function lossesOf(states: Tensor, words: Tensor, targets: Int32Array): Float32Array {
  const { slice } = engine();
  const [, rows, width] = states.shape as [number, number, number];
  const each = Math.max(1, Math.floor(mostLogits / words.shape[1]!));
  const losses = new Float32Array(rows);
  for (let start = 0; start < rows; start += each) {
    const count = Math.min(each, rows - start);
    const part = compute(() => {
      const own = slice(states, [0, start, 0], [1, count, width]);
      return surprise(own, words, targets.subarray(start, start + count)).dataSync<"float32">();
    });
    losses.set(part, start);
  }
  return losses;
}

/** ln Σ exp(logits) − logit of the target, for states [1, rows, width]. */
function surprise(states: Tensor, words: Tensor, targets: Int32Array): Tensor {
  const { logSumExp, matMul, squeeze, sub } = engine();
  const logits = squeeze(matMul(states, words, false, true), [0]);
  return sub(logSumExp(logits, 1), entriesAt(logits, targets));
}

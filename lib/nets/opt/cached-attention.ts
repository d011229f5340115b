import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { headsApart, headsTogether } from "../layers/heads";
import type { Layer } from "../layers/layer";
import type { KeyValueCache } from "./key-value-cache";

/** Keys and values of a layer, and where the tokens of this step go in them. */
export interface CachedStep {
  readonly keys: KeyValueCache;
  readonly values: KeyValueCache;
  /** Where the key and value of every row and head go, [rows × heads]. */
  readonly places: Tensor;
  readonly texts: number;
  readonly heads: number;
}

/**
 * Attention of prompts, in [1, texts × tokens, 3 × width], to themselves, whose keys and values are kept for later
 * steps. `bias` [texts × heads or 1, tokens, tokens] is added to the scores. Without gradients.
 */
export function promptAttention(step: CachedStep, bias: Tensor): Layer {
  return attending(step, (queries, newKeys, newValues) => {
    const { add, matMul, softmax } = engine();
    const { texts, heads } = step;
    const [keys, values] = [headsApart(newKeys, texts, heads), headsApart(newValues, texts, heads)];
    return matMul(softmax(add(matMul(queries, keys, false, true), bias)), values);
  });
}

/**
 * Attention of one more token of every row, in [1, texts × rows of a text, 3 × width], to itself and to all that was
 * read before, which is not computed again. `bias` [texts, 1, rows of a text, slots] is added to the scores. Without
 * gradients.
 */
export function cachedAttention(step: CachedStep, bias: Tensor): Layer {
  return attending(step, (queries) => {
    const { add, matMul, reshape, softmax } = engine();
    const { texts, heads, keys, values } = step;
    const scores = matMul(queries, keys.table(), false, true);
    const [, rows, slots] = scores.shape as [number, number, number];
    const seen = add(reshape(scores, [texts, heads, rows, slots]), bias);
    return matMul(reshape(softmax(seen), scores.shape), values.table());
  });
}

/** Enters keys and values, and lets `attend` make of scaled queries [texts × heads, rows, size] what comes out. */
function attending(
  { keys, values, places, texts, heads }: CachedStep,
  attend: (queries: Tensor, newKeys: Tensor, newValues: Tensor) => Tensor,
): Layer {
  return {
    parameters: {},
    forward(input) {
      const { mul, reshape, split } = engine();
      const [rows, size] = [input.shape[1]!, input.shape[2]! / 3 / heads];
      const [queries, newKeys, newValues] = split(input, 3, 2) as [Tensor, Tensor, Tensor];
      keys.enter(places, reshape(newKeys, [rows * heads, size]));
      values.enter(places, reshape(newValues, [rows * heads, size]));
      const scaled = mul(headsApart(queries, texts, heads), 1 / Math.sqrt(size));
      const output = headsTogether(attend(scaled, newKeys, newValues), texts, heads);
      return { output: reshape(output, [1, rows, heads * size]), backward: noGradient };
    },
  };
}

function noGradient(): never {
  throw new Error("attention to a cache has no gradient: train with whole texts");
}

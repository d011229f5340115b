import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Layer } from "../layers/layer";
import type { KeyValueCache } from "./key-value-cache";

/** What was read before, and where the tokens of this step stand in it. */
export interface CachedStep {
  readonly keys: KeyValueCache;
  readonly values: KeyValueCache;
  /** Where the key and value of every row and head go, [rows × heads]. */
  readonly places: Tensor;
  /** Added to scores [texts, heads, rows of a text, slots]: 0 where a row looks, else a large negative number. */
  readonly bias: Tensor;
  readonly texts: number;
  readonly heads: number;
}

/**
 * Attention of new tokens, in [1, texts × rows of a text, 3 × width], to themselves and to all that was read before,
 * which is not computed again. Without gradients.
 */
export function cachedAttention({ keys, values, places, bias, texts, heads }: CachedStep): Layer {
  return {
    parameters: {},
    forward(input) {
      const { add, matMul, mul, reshape, softmax, split } = engine();
      const [rows, size] = [input.shape[1]!, input.shape[2]! / 3 / heads];
      const [queries, newKeys, newValues] = split(input, 3, 2) as [Tensor, Tensor, Tensor];
      keys.enter(places, reshape(newKeys, [rows * heads, size]));
      values.enter(places, reshape(newValues, [rows * heads, size]));
      const apart = mul(headsApart(queries, texts, heads, size), 1 / Math.sqrt(size));
      const scores = matMul(apart, keys.table(), false, true);
      const slots = scores.shape[2]!;
      const seen = add(reshape(scores, [texts, heads, rows / texts, slots]), bias);
      const weights = reshape(softmax(seen), scores.shape);
      const output = headsTogether(matMul(weights, values.table()), texts, heads, size);
      return { output: reshape(output, [1, rows, heads * size]), backward: noGradient };
    },
  };
}

/** [texts × heads, rows of a text, size] of [1, texts × rows of a text, heads × size]. */
function headsApart(rows: Tensor, texts: number, heads: number, size: number): Tensor {
  const { reshape, transpose } = engine();
  const each = rows.shape[1]! / texts;
  if (each === 1 || heads === 1) return reshape(rows, [texts * heads, each, size]);
  return reshape(transpose(reshape(rows, [texts, each, heads, size]), [0, 2, 1, 3]), [
    texts * heads,
    each,
    size,
  ]);
}

/** The way back, to [texts, rows of a text, heads, size]. */
function headsTogether(output: Tensor, texts: number, heads: number, size: number): Tensor {
  const { reshape, transpose } = engine();
  const each = output.shape[1]!;
  if (each === 1 || heads === 1) return output;
  return transpose(reshape(output, [texts, heads, each, size]), [0, 2, 1, 3]);
}

function noGradient(): never {
  throw new Error("attention to a cache has no gradient: train with whole texts");
}

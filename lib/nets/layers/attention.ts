import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { DropoutMask } from "./dropout";
import { dropout } from "./dropout";
import { eachReplicate } from "./each-replicate";
import { headsApart, headsTogether } from "./heads";
import type { Layer } from "./layer";

/** What is added to the score of one whom nobody looks at: far below every score, far from the end of what 32 bits hold. */
export const unseen = -1e9;

/** How the rows of [replicates, texts × length, …] are to be read, and who may look at whom. */
export interface AttentionPlan {
  readonly heads: number;
  readonly length: number;
  /** Added to the scores [replicates × texts × heads, length, length]: 0, or a large negative number where nobody looks. */
  readonly bias: Tensor;
  readonly dropout?: DropoutMask;
}

/**
 * Attention of every token to those that the bias lets it see (Vaswani et al. 2017, scaled dot product). From queries,
 * keys and values side by side, [replicates, texts × length, 3 × width], to [replicates, texts × length, width].
 */
export function attention({ heads, length, bias, dropout: mask }: AttentionPlan): Layer {
  return {
    parameters: {},
    forward(input) {
      const { add, matMul, mul, reshape, stack, sub, sum, unstack } = engine();
      const [replicates, rows, width] = [input.shape[0]!, input.shape[1]!, input.shape[2]! / 3];
      const shape = { texts: (replicates * rows) / length, length, heads, size: width / heads };
      const scale = 1 / Math.sqrt(shape.size);
      const [unscaled, keys, values] = unstack(headsFirst(input, shape)) as [Tensor, Tensor, Tensor];
      // The queries are scaled, not the scores: there are fewer of them.
      const queries = mul(unscaled, scale);
      const scores = add(matMul(queries, keys, false, true), bias);
      const weights = softmaxOfRows(scores, replicates);
      const dropped = dropout(mask).forward(weights, {});
      const output = matMul(dropped.output, values);
      return {
        output: reshape(headsTogether(output, shape.texts, heads), [replicates, rows, width]),
        backward: (outputGradient) => () => {
          const gradient = headsApart(outputGradient, shape.texts, heads);
          const byWeights = dropped.backward(matMul(gradient, values, false, true), {})();
          // Through the softmax: w (g − Σ g w), where Σ g w over a row is output · gradient, far fewer numbers.
          const along = sum(mul(gradient, output), -1, true);
          const byScores = mul(sub(byWeights, along), weights);
          const parts = [
            mul(matMul(byScores, keys), scale),
            matMul(byScores, queries, true, false),
            matMul(dropped.output, gradient, true, false),
          ];
          return threeHeadsLast(stack(parts), shape, input.shape);
        },
      };
    },
  };
}

interface HeadShape {
  readonly texts: number;
  readonly length: number;
  readonly heads: number;
  readonly size: number;
}

/** [3, texts × heads, length, size] of queries, keys and values side by side. */
function headsFirst(input: Tensor, { texts, length, heads, size }: HeadShape): Tensor {
  const { reshape, transpose } = engine();
  const apart = transpose(reshape(input, [texts, length, 3, heads, size]), [2, 0, 3, 1, 4]);
  return reshape(apart, [3, texts * heads, length, size]);
}

function threeHeadsLast(parts: Tensor, { texts, length, heads, size }: HeadShape, shape: number[]): Tensor {
  const { reshape, transpose } = engine();
  return reshape(transpose(reshape(parts, [3, texts, heads, length, size]), [1, 3, 0, 2, 4]), shape);
}

/** A multiple of the numbers, and of the rows, that TensorFlow takes at a time, on every processor. */
const together = 16;

/**
 * Softmax of every row. How TensorFlow rounds a power depends on where in an array it stands, and how the inverse of
 * their sum on where among the rows: replicates that do not fill whole steps of both are computed one by one, so that
 * each gets the digits that it has alone.
 */
function softmaxOfRows(scores: Tensor, replicates: number): Tensor {
  const { reshape, softmax } = engine();
  const [count, rows, columns] = scores.shape as [number, number, number];
  const each = count / replicates;
  if (columns % together === 0 && (each * rows) % together === 0) return softmax(scores);
  const own = reshape(scores, [replicates, each, rows, columns]);
  return reshape(
    eachReplicate((part) => softmax(part), own),
    scores.shape,
  );
}

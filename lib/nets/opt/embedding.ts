import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { product } from "../layers/each-replicate";
import type { Tensors } from "../layers/layer";
import type { EmbeddingRows } from "../losses/next-token";
import type { OptConfiguration } from "./configuration";
import { positionRows, type TokenBatch } from "./tokens";

export const wordsName = "model.decoder.embed_tokens.weight";
const positionsName = "model.decoder.embed_positions.weight";
const projectionName = "model.decoder.project_in.weight";

/** Words at their positions, [replicates, texts × length, hidden size], and how gradients go back. */
export interface EmbeddingPass {
  readonly output: Tensor;
  /** Enters the gradients of all but the words, and returns those of the words read. */
  backward(outputGradient: Tensor, gradients: Record<string, Tensor>): EmbeddingRows;
}

export function embed(configuration: OptConfiguration, batch: TokenBatch, weights: Tensors): EmbeddingPass {
  const { add, reshape } = engine();
  const { hiddenSize, embeddingSize, paddingToken } = configuration;
  const [words, positions, projection] = [
    weights[wordsName]!,
    weights[positionsName]!,
    weights[projectionName],
  ];
  const wordIndices = stackedIndices(batch.ids, words);
  const positionIndices = stackedIndices(positionRows(batch), positions);
  const read = rowsAt(words, wordIndices);
  return {
    output: add(projected(read, weights), rowsAt(positions, positionIndices)),
    backward(outputGradient, gradients) {
      const flat = reshape(outputGradient, [batch.ids.length, hiddenSize]);
      gradients[positionsName] = scattered(flat, positionIndices, positions);
      if (projection) gradients[projectionName] = product(outputGradient, read, true, false);
      const byWords = projection ? product(outputGradient, projection) : outputGradient;
      const rows = reshape(withoutPadding(byWords, batch.ids, paddingToken), [
        batch.ids.length,
        embeddingSize,
      ]);
      return { indices: wordIndices, rows };
    },
  };
}

/** The words of one replicate at rows of the table of positions, [1, tokens, hidden size]. */
export function embedAt(weights: Tensors, ids: Int32Array, positions: Int32Array): Tensor {
  return engine().add(
    projected(rowsAt(weights[wordsName]!, ids), weights),
    rowsAt(weights[positionsName]!, positions),
  );
}

function projected(read: Tensor, weights: Tensors): Tensor {
  const projection = weights[projectionName];
  return projection ? product(read, projection, false, true) : read;
}

/** The sum of the rows that belong to each row of `table` [replicates, size, width], in its shape. */
export function scattered(rows: Tensor, indices: Int32Array, table: Tensor): Tensor {
  const { reshape, scatterND, tensor2d } = engine();
  const [replicates, size, width] = table.shape as [number, number, number];
  const places = tensor2d(indices, [indices.length, 1], "int32");
  return reshape(scatterND(places, rows, [replicates * size, width]), table.shape);
}

/** Places in a stack of tables, where `rows` are those of each replicate's own. */
function stackedIndices(rows: Int32Array, table: Tensor): Int32Array {
  const [replicates, size] = table.shape as [number, number];
  const each = rows.length / replicates;
  return replicates === 1 ? rows : rows.map((row, at) => Math.floor(at / each) * size + row);
}

function rowsAt(table: Tensor, indices: Int32Array): Tensor {
  const { gather, reshape, tensor1d } = engine();
  const [replicates, size, width] = table.shape as [number, number, number];
  const rows = gather(reshape(table, [replicates * size, width]), tensor1d(indices, "int32"));
  return reshape(rows, [replicates, indices.length / replicates, width]);
}

/** Padding learns nothing as an input, as with PyTorch's `padding_idx`. */
function withoutPadding(gradient: Tensor, ids: Int32Array, padding: number): Tensor {
  if (!ids.includes(padding)) return gradient;
  const { mul, tensor3d } = engine();
  const kept = Float32Array.from(ids, (id) => (id === padding ? 0 : 1));
  return mul(gradient, tensor3d(kept, [gradient.shape[0]!, gradient.shape[1]!, 1]));
}

import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";

/** Heads one after the other, [texts × heads, rows of a text, size], of rows with their heads side by side. */
export function headsApart(rows: Tensor, texts: number, heads: number): Tensor {
  const { reshape, transpose } = engine();
  const width = rows.shape.at(-1)!;
  const [each, size] = [rows.size / width / texts, width / heads];
  const shape = [texts * heads, each, size];
  if (each === 1 || heads === 1) return reshape(rows, shape);
  return reshape(transpose(reshape(rows, [texts, each, heads, size]), [0, 2, 1, 3]), shape);
}

/** The way back: the same numbers in the order of rows, to be reshaped. */
export function headsTogether(output: Tensor, texts: number, heads: number): Tensor {
  const { reshape, transpose } = engine();
  const [, each, size] = output.shape as [number, number, number];
  if (each === 1 || heads === 1) return output;
  return transpose(reshape(output, [texts, heads, each, size]), [0, 2, 1, 3]);
}

import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";

/** Applies an operation to every replicate (the first axis of all tensors) and stacks what it gives. */
export function eachReplicate(operation: (...parts: Tensor[]) => Tensor, ...tensors: Tensor[]): Tensor {
  const { expandDims, squeeze, stack, unstack } = engine();
  if (tensors[0]!.shape[0] === 1) {
    return expandDims(operation(...tensors.map((tensor) => squeeze(tensor, [0]))), 0);
  }
  const parts = tensors.map((tensor) => unstack(tensor));
  return stack(parts[0]!.map((_, replicate) => operation(...parts.map((part) => part[replicate]!))));
}

/** A multiple of the numbers that one instruction takes, on every processor. */
const vector = 16;

/**
 * The same function of every number, such as exp, of stacked replicates. TensorFlow computes an array vector by
 * vector and what is left at its end number by number, which rounds otherwise: replicates that do not fill whole
 * vectors are computed one by one, so that each gets the digits that it has alone.
 */
export function elementwise(operation: (values: Tensor) => Tensor, values: Tensor): Tensor {
  return (values.size / values.shape[0]!) % vector === 0
    ? operation(values)
    : eachReplicate(operation, values);
}

/** Sum over the rows of [replicates, rows, columns], as [replicates, 1, columns], with each replicate's own digits. */
export function sumOverRows(values: Tensor): Tensor {
  const { sum } = engine();
  if (values.shape[2]! % vector === 0) return sum(values, 1, true);
  return eachReplicate((rows) => sum(rows, 0, true), values);
}

/**
 * Sum of every channel of [replicates, …, channels], as [replicates, channels], with each replicate's own digits: a
 * product with ones, which sums the long columns of images five times as fast as a sum over axes.
 */
export function sumOfChannels(values: Tensor): Tensor {
  const { ones, reshape } = engine();
  const [replicates, channels] = [values.shape[0]!, values.shape.at(-1)!];
  const rows = values.size / replicates / channels;
  const columns = reshape(values, [replicates, rows, channels]);
  return reshape(product(ones([replicates, 1, rows]), columns), [replicates, channels]);
}

/** Products of this many multiplications and fewer TensorFlow computes otherwise when there is but one. */
const smallProduct = 128 * 128;

/** Batched matrix product of stacked replicates, of transposes where asked, with each replicate's own digits. */
export function product(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
  const { matMul } = engine();
  const multiplications = (a.size / a.shape[0]!) * b.shape[transposeB ? 1 : 2]!;
  if (multiplications > smallProduct) return matMul(a, b, transposeA, transposeB);
  return eachReplicate((left, right) => matMul(left, right, transposeA, transposeB), a, b);
}

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

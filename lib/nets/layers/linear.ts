import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { product, sumOverRows } from "./each-replicate";
import type { Layer } from "./layer";

/**
 * input × weightsᵀ + bias, for inputs [replicates, rows, inputs], in the layout of PyTorch's checkpoints: parameters
 * `NAME.weight` [outputs, inputs] and, unless there is none, `NAME.bias` [1, outputs].
 */
export function linear(
  name: string,
  inputs: number,
  outputs: number,
  bias: "bias" | "no bias" = "bias",
): Layer {
  const [weightName, biasName] = [`${name}.weight`, `${name}.bias`];
  const weight = { [weightName]: { shape: [outputs, inputs], fanIn: inputs } };
  return {
    parameters: bias === "bias" ? { ...weight, [biasName]: { shape: [1, outputs], fanIn: inputs } } : weight,
    forward(input, weights) {
      const matrix = weights[weightName]!;
      const output = product(input, matrix, false, true);
      return {
        output: bias === "bias" ? engine().add(output, weights[biasName]!) : output,
        backward(outputGradient: Tensor, gradients: Record<string, Tensor>) {
          gradients[weightName] = product(outputGradient, input, true, false);
          if (bias === "bias") gradients[biasName] = sumOverRows(outputGradient);
          return () => product(outputGradient, matrix);
        },
      };
    },
  };
}

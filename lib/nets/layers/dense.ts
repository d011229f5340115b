import { engine } from "../engine";
import { product, sumOverRows } from "./each-replicate";
import type { Layer } from "./layer";

/**
 * input × weights + bias, for inputs [replicates, rows, inputs]. Parameters: `NAME.weights` [inputs, outputs] and
 * `NAME.bias` [1, outputs].
 */
export function dense(name: string, inputs: number, outputs: number): Layer {
  const [weightsName, biasName] = [`${name}.weights`, `${name}.bias`];
  return {
    parameters: {
      [weightsName]: { shape: [inputs, outputs], fanIn: inputs },
      [biasName]: { shape: [1, outputs], fanIn: inputs },
    },
    forward(input, weights) {
      const { add } = engine();
      const matrix = weights[weightsName]!;
      return {
        output: add(product(input, matrix), weights[biasName]!),
        backward(outputGradient, gradients) {
          gradients[weightsName] = product(input, outputGradient, true, false);
          gradients[biasName] = sumOverRows(outputGradient);
          return () => product(outputGradient, matrix, false, true);
        },
      };
    },
  };
}

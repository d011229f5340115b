import { engine } from "../engine";
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
      const { add, matMul, sum } = engine();
      const matrix = weights[weightsName]!;
      return {
        output: add(matMul(input, matrix), weights[biasName]!),
        backward(outputGradient, gradients) {
          gradients[weightsName] = matMul(input, outputGradient, true, false);
          gradients[biasName] = sum(outputGradient, 1, true);
          return () => matMul(outputGradient, matrix, false, true);
        },
      };
    },
  };
}

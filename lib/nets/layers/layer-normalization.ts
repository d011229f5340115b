import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { elementwise, sumOverRows } from "./each-replicate";
import type { Layer } from "./layer";

/**
 * Every row less its mean, over its standard deviation (1/n, with `epsilon` added to the variance), times a weight and
 * plus a bias for each column (Ba, Kiros & Hinton 2016). Parameters: `NAME.weight` and `NAME.bias`, [1, columns].
 */
export function layerNormalization(name: string, columns: number, epsilon: number): Layer {
  const [weightName, biasName] = [`${name}.weight`, `${name}.bias`];
  const shape = { shape: [1, columns], fanIn: columns };
  return {
    parameters: { [weightName]: shape, [biasName]: shape },
    forward(input, weights) {
      const { add, mul } = engine();
      const { normalized, inverse } = normalize(input, epsilon);
      const weight = weights[weightName]!;
      return {
        output: add(mul(normalized, weight), weights[biasName]!),
        backward(outputGradient, gradients) {
          gradients[weightName] = sumOverRows(mul(outputGradient, normalized));
          gradients[biasName] = sumOverRows(outputGradient);
          return () => byInput(mul(outputGradient, weight), normalized, inverse);
        },
      };
    },
  };
}

function normalize(input: Tensor, epsilon: number) {
  const { add, mean, mul, rsqrt, square, sub } = engine();
  const centred = sub(input, mean(input, -1, true));
  const variance = mean(square(centred), -1, true);
  const inverse = elementwise(rsqrt, add(variance, epsilon));
  return { normalized: mul(centred, inverse), inverse };
}

/** The gradient by a row's numbers, g less its part along the row and along (1, …, 1), over the standard deviation. */
function byInput(gradient: Tensor, normalized: Tensor, inverse: Tensor): Tensor {
  const { mean, mul, sub } = engine();
  const along = mul(normalized, mean(mul(gradient, normalized), -1, true));
  return mul(sub(sub(gradient, mean(gradient, -1, true)), along), inverse);
}

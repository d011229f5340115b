import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { nativeKernels } from "../native-kernels";
import type { Layer } from "./layer";

/** max(0, x); the gradient at 0 is 0. */
export function relu(): Layer {
  return {
    parameters: {},
    forward(input) {
      const output = engine().relu(input);
      return { output, backward: (outputGradient) => () => gradientThrough(output, outputGradient) };
    },
  };
}

/** One pass over the data on the native engine, two elsewhere. */
function gradientThrough(output: Tensor, outputGradient: Tensor): Tensor {
  const { backendName, mul, sign } = engine();
  if (backendName === "tensorflow") return nativeKernels().reluGradient(outputGradient, output);
  // The output is never negative, so that its sign is the slope.
  return mul(outputGradient, sign(output));
}

import { engine } from "../engine";
import type { Layer } from "./layer";

/** input + layer(input). */
export function residual(layer: Layer): Layer {
  return {
    parameters: layer.parameters,
    forward(input, weights) {
      const { add } = engine();
      const pass = layer.forward(input, weights);
      return {
        output: add(input, pass.output),
        backward(outputGradient, gradients) {
          const through = pass.backward(outputGradient, gradients);
          return () => add(outputGradient, through());
        },
      };
    },
  };
}

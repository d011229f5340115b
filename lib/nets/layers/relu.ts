import { engine } from "../engine";
import type { Layer } from "./layer";

/** max(0, x); the gradient at 0 is 0. */
export function relu(): Layer {
  return {
    parameters: {},
    forward(input) {
      const { mul, relu: rectify, sign } = engine();
      const output = rectify(input);
      // The output is never negative, so that its sign is the slope.
      return { output, backward: (outputGradient) => () => mul(outputGradient, sign(output)) };
    },
  };
}

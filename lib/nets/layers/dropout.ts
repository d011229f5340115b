import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Layer } from "./layer";

/** Gives factors for numbers of a shape: 0 where one is dropped, else 1 / (1 − probability). */
export type DropoutMask = (shape: readonly number[]) => Tensor;

/** Input times a mask of its own; without one, the input itself. */
export function dropout(mask: DropoutMask | undefined): Layer {
  return {
    parameters: {},
    forward(input) {
      if (!mask) return { output: input, backward: (outputGradient) => () => outputGradient };
      const { mul } = engine();
      const factors = mask(input.shape);
      return {
        output: mul(input, factors),
        backward: (outputGradient) => () => mul(outputGradient, factors),
      };
    },
  };
}

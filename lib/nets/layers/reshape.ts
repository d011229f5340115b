import { engine } from "../engine";
import type { Layer } from "./layer";

/** Gives every row another shape of as many numbers: [replicates, rows, …] becomes [replicates, rows, ...shape]. */
export function reshape(...shape: readonly number[]): Layer {
  return {
    parameters: {},
    forward(input) {
      const { reshape: reshaped } = engine();
      const output = reshaped(input, [input.shape[0]!, input.shape[1]!, ...shape]);
      return { output, backward: (outputGradient) => () => reshaped(outputGradient, input.shape) };
    },
  };
}

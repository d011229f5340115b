import { compute } from "../compute";
import { engine } from "../engine";
import { loadParameters } from "../load-parameters";
import type { Parameters } from "../parameters";
import type { ClassifierNetwork } from "./network";

/** What a classifier computes of images, row-major. */
export interface ClassifierOutput {
  /** The last hidden layer: [rows, features]. */
  readonly features: Float32Array;
  /** [rows, classes]. */
  readonly probabilities: Float32Array;
}

/** A trained classifier at work. */
export interface ClassifierEvaluator {
  /** `pixels` is [rows, pixels]. */
  classify(pixels: Float32Array, rows: number): ClassifierOutput;
  dispose(): void;
}

/** Loads the parameters of one classifier into the engine. */
export function createClassifierEvaluator(
  network: ClassifierNetwork,
  parameters: Parameters,
): ClassifierEvaluator {
  const { softmax, tensor3d } = engine();
  const { weights, dispose } = loadParameters(parameters);
  return {
    classify: (pixels, rows) =>
      compute(() => {
        const images = tensor3d(pixels, [1, rows, pixels.length / rows]);
        const { output } = network.features.forward(images, weights);
        return {
          features: output.dataSync<"float32">(),
          probabilities: softmax(network.head.forward(output, weights).output).dataSync<"float32">(),
        };
      }),
    dispose,
  };
}

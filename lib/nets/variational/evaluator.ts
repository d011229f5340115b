import { compute } from "../compute";
import { engine } from "../engine";
import { loadParameters } from "../load-parameters";
import { bernoulliCrossEntropy } from "../losses/bernoulli";
import { gaussianLatents } from "../losses/gaussian-latents";
import type { Parameters } from "../parameters";
import type { VariationalNetwork } from "./network";

/** The two terms of the negative evidence lower bound of every image, in nats. */
export interface BoundTerms {
  /** Cross-entropy of the pixels given the latents drawn. */
  readonly reconstruction: Float32Array;
  /** Divergence of the latents' distribution from the prior. */
  readonly divergence: Float32Array;
}

/** A trained network at work. Arrays are row-major; what an engine can hold at once bounds the number of rows. */
export interface VariationalEvaluator {
  /** [rows, pixels] to [rows, 2 × latent]: means, then logarithms of variances. */
  encode(pixels: Float32Array): Float32Array;
  /** [rows, latent] to the pixels' means in [0, 1]: [rows, pixels]. A row with a logit that is not finite is all NaN. */
  decode(latents: Float32Array): Float32Array;
  /** The bound of each image, for standard normal `noise` [rows, latent]. */
  bound(pixels: Float32Array, noise: Float32Array): BoundTerms;
  dispose(): void;
}

/** Loads the parameters of one network into the engine. */
export function createVariationalEvaluator(
  network: VariationalNetwork,
  parameters: Parameters,
): VariationalEvaluator {
  const { tensor3d } = engine();
  const { encoder, decoder, pixels: pixelCount, latent } = network;
  const { weights, dispose } = loadParameters(parameters);
  const batch = (values: Float32Array, columns: number) =>
    tensor3d(values, [1, values.length / columns, columns]);
  return {
    encode: (pixels) =>
      compute(() => encoder.forward(batch(pixels, pixelCount), weights).output.dataSync<"float32">()),
    decode: (latents) =>
      compute(() => {
        const { sigmoid, sum } = engine();
        const logits = decoder.forward(batch(latents, latent), weights).output;
        const rowSums = sum(logits, 2).dataSync<"float32">();
        const means = sigmoid(logits).dataSync<"float32">();
        // TensorFlow's sigmoid of NaN is a number.
        rowSums.forEach((rowSum, row) => {
          if (!Number.isFinite(rowSum)) means.fill(Number.NaN, row * pixelCount, (row + 1) * pixelCount);
        });
        return means;
      }),
    bound: (pixels, noise) =>
      compute(() => {
        const images = batch(pixels, pixelCount);
        const drawn = gaussianLatents(encoder.forward(images, weights).output, batch(noise, latent));
        const logits = decoder.forward(drawn.latents, weights).output;
        return {
          reconstruction: bernoulliCrossEntropy(logits, images).ofRows().dataSync<"float32">(),
          divergence: drawn.divergenceOfRows().dataSync<"float32">(),
        };
      }),
    dispose,
  };
}

import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Tensors } from "../layers/layer";
import { bernoulliCrossEntropy } from "../losses/bernoulli";
import { gaussianLatents } from "../losses/gaussian-latents";
import type { OptimizerSettings } from "../optimizers/adam";
import type { Parameters } from "../parameters";
import {
  createStackedTrainer,
  type Descent,
  type StackedTrainer,
  stackedRows,
} from "../training/stacked-trainer";
import type { VariationalNetwork } from "./network";

/** Pixels [replicates, rows, pixels] in [0, 1] and standard normals [replicates, rows, latent]. */
export interface VariationalBatch {
  readonly pixels: Float32Array;
  readonly noise: Float32Array;
}

/** Puts variational autoencoders of the same shape under training together. */
export function createVariationalTrainer(
  network: VariationalNetwork,
  replicates: readonly Parameters[],
  settings: OptimizerSettings,
): StackedTrainer<VariationalBatch> {
  const stacked = (values: Float32Array, columns: number) => stackedRows(values, replicates.length, columns);
  return createStackedTrainer(replicates, settings, (weights, { pixels, noise }) =>
    variationalDescent(network, weights, stacked(pixels, network.pixels), stacked(noise, network.latent)),
  );
}

/**
 * Forward and backward pass of the negative evidence lower bound: Bernoulli cross-entropy of the pixels plus the
 * divergence of the latents from their prior, both summed (Kingma & Welling 2014, one draw of the latents an image).
 */
export function variationalDescent(
  { encoder, decoder }: VariationalNetwork,
  weights: Tensors,
  pixels: Tensor,
  noise: Tensor,
): Descent {
  const encoded = encoder.forward(pixels, weights);
  const latents = gaussianLatents(encoded.output, noise);
  const decoded = decoder.forward(latents.latents, weights);
  const reconstruction = bernoulliCrossEntropy(decoded.output, pixels);
  const gradients: Record<string, Tensor> = {};
  const byLatents = decoded.backward(reconstruction.gradient, gradients);
  encoded.backward(latents.backward(byLatents()), gradients);
  return {
    gradients,
    lossOfRows: () => engine().add(reconstruction.ofRows(), latents.divergenceOfRows()),
  };
}

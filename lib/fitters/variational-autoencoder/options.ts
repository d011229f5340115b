import { adam, type OptimizerSettings } from "../../nets/optimizers/adam";
import type { Architecture } from "../../nets/variational/architecture";
import { checkLength, type TrainingOptions } from "../training/length";
import { checkArchitecture } from "./checks";

/** The published network of Shumailov et al. 2024: 647,081 parameters on 28 × 28 pixels. */
export const publishedArchitecture: Architecture = {
  kind: "convolutional",
  channels: [64, 128],
  latent: 20,
};

export interface VariationalAutoencoderOptions extends TrainingOptions {
  /** Default: dense, 400 hidden units, 20 latent dimensions. */
  readonly architecture?: Architecture;
}

/** Options with their defaults: batches of 128, learning rate 1e-3, no penalty. */
export interface VariationalAutoencoderPlan {
  readonly architecture: Architecture;
  readonly batchSize: number;
  readonly length: { readonly epochs?: number; readonly steps?: number };
  readonly optimizer: OptimizerSettings;
}

const caller = "fitVariationalAutoencoder";

/** @throws RangeError naming the option, the need and what came */
export function planOf(options: VariationalAutoencoderOptions): VariationalAutoencoderPlan {
  const { batchSize = 128, learningRate = 1e-3, weightDecay = 0, epochs, steps } = options;
  const { architecture = { kind: "dense", hidden: 400, latent: 20 } } = options;
  checkLength(caller, options, batchSize);
  checkArchitecture(caller, architecture);
  return {
    architecture,
    batchSize,
    length: { epochs, steps },
    optimizer: adam({ learningRate, weightDecay }, caller),
  };
}

import { adam, type OptimizerSettings } from "../../nets/optimizers/adam";
import type { Architecture } from "../../nets/variational/architecture";
import { checkLength, type TrainingOptions } from "../training/length";

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
  checkArchitecture(architecture);
  return {
    architecture,
    batchSize,
    length: { epochs, steps },
    optimizer: adam({ learningRate, weightDecay }),
  };
}

function checkArchitecture(architecture: Architecture): void {
  const sizes =
    architecture.kind === "dense"
      ? { hidden: architecture.hidden, latent: architecture.latent }
      : architecture.kind === "convolutional"
        ? {
            "channels[0]": architecture.channels[0],
            "channels[1]": architecture.channels[1],
            latent: architecture.latent,
          }
        : undefined;
  if (!sizes) {
    const kind = JSON.stringify((architecture as { kind?: unknown }).kind);
    throw new RangeError(`${caller} needs architecture.kind "dense" or "convolutional", got ${kind}`);
  }
  for (const [name, size] of Object.entries(sizes)) {
    if (!(Number.isInteger(size) && size > 0)) {
      throw new RangeError(
        `${caller} needs architecture.${name} to be a whole number of at least 1, got ${size}`,
      );
    }
  }
}

import { convolution } from "../layers/convolution";
import { dense } from "../layers/dense";
import type { Layer } from "../layers/layer";
import { sequential } from "../layers/layer";
import { relu } from "../layers/relu";
import { reshape } from "../layers/reshape";
import { transposedConvolution } from "../layers/transposed-convolution";
import type { Architecture, ConvolutionalArchitecture, DenseArchitecture } from "./architecture";

/** What a variational autoencoder for images of one size is made of. */
export interface VariationalNetwork {
  /** [replicates, rows, pixels] to [replicates, rows, 2 × latent]: means, then logarithms of variances. */
  readonly encoder: Layer;
  /** [replicates, rows, latent] to the logits of [replicates, rows, pixels]. */
  readonly decoder: Layer;
  readonly latent: number;
  readonly pixels: number;
}

/** The network of an architecture for images of the given size. */
export function variationalNetwork(
  architecture: Architecture,
  height: number,
  width: number,
): VariationalNetwork {
  const { latent } = architecture;
  const parts =
    architecture.kind === "dense"
      ? denseParts(architecture, height * width)
      : convolutionalParts(architecture, height, width);
  return { ...parts, latent, pixels: height * width };
}

function denseParts({ hidden, latent }: DenseArchitecture, pixels: number) {
  return {
    encoder: sequential(
      dense("encoder.hidden", pixels, hidden),
      relu(),
      dense("encoder.statistics", hidden, 2 * latent),
    ),
    decoder: sequential(
      dense("decoder.hidden", latent, hidden),
      relu(),
      dense("decoder.logits", hidden, pixels),
    ),
  };
}

function convolutionalParts(
  { channels: [few, many], latent }: ConvolutionalArchitecture,
  height: number,
  width: number,
) {
  const step = { kernel: 4, stride: 2 };
  const [low, wide] = [height / 4, width / 4];
  const features = low * wide * many;
  return {
    encoder: sequential(
      reshape(height, width, 1),
      convolution("encoder.first", { inputChannels: 1, outputChannels: few, ...step }),
      relu(),
      convolution("encoder.second", { inputChannels: few, outputChannels: many, ...step }),
      relu(),
      reshape(features),
      dense("encoder.statistics", features, 2 * latent),
    ),
    decoder: sequential(
      dense("decoder.features", latent, features),
      reshape(low, wide, many),
      transposedConvolution("decoder.first", { inputChannels: many, outputChannels: few, ...step }),
      relu(),
      transposedConvolution("decoder.second", { inputChannels: few, outputChannels: 1, ...step }),
      reshape(height * width),
    ),
  };
}

/** pixels – hidden (ReLU) – latent, and mirrored. */
export interface DenseArchitecture {
  readonly kind: "dense";
  readonly hidden: number;
  readonly latent: number;
}

/**
 * Two convolutions of kernel 4 and stride 2 (ReLU) and a dense layer, and mirrored: the network of Shumailov et al.,
 * Nature 631 (2024), with channels 64 and 128.
 */
export interface ConvolutionalArchitecture {
  readonly kind: "convolutional";
  readonly channels: readonly [number, number];
  readonly latent: number;
}

export type Architecture = DenseArchitecture | ConvolutionalArchitecture;

import type { Parameters } from "../../nets/parameters";
import type { Architecture } from "../../nets/variational/architecture";

/** A trained variational autoencoder for grey images of one size. */
export interface VariationalAutoencoderModel {
  readonly architecture: Architecture;
  readonly height: number;
  readonly width: number;
  readonly parameters: Parameters;
  /**
   * Learning curve: for every pass over the training set the mean negative evidence lower bound of its batches, in
   * nats an image.
   */
  readonly losses: Float64Array;
}

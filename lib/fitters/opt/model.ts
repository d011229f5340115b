import type { OptConfiguration } from "../../nets/opt/configuration";
import type { Parameters } from "../../nets/parameters";

/** An OPT language model. */
export interface OptModel {
  readonly configuration: OptConfiguration;
  /** Parameters with the names and shapes of Hugging Face's checkpoints, see `optParameterShapes`. */
  readonly parameters: Parameters;
  /** Mean loss of the batches of each pass of its training, in nats a token; absent for a model that was loaded. */
  readonly losses?: Float64Array;
}

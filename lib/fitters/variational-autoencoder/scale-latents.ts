import type { VariationalAutoencoderModel } from "./model";

/** The layer that reads the latents. */
const firstLayer = { dense: "decoder.hidden.weights", convolutional: "decoder.features.weights" } as const;

/**
 * The model whose decoder makes of latents z what this one's makes of `factor` × z: the weights that read the latents are
 * multiplied, in 32 bits. Its encoder stays, so that it is a model to draw from and no longer one to encode with.
 */
export function scaleLatents(
  model: VariationalAutoencoderModel,
  factor: number,
): VariationalAutoencoderModel {
  const name = firstLayer[model.architecture.kind];
  const { shape, values } = model.parameters[name]!;
  const scaled = { shape, values: values.map((weight) => weight * factor) };
  return { ...model, parameters: { ...model.parameters, [name]: scaled } };
}

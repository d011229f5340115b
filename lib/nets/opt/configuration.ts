/**
 * The shape of an OPT language model (Zhang et al. 2022): a decoder-only transformer with learned positions, ReLU and
 * one matrix for reading and writing words. The comments name the fields of a Hugging Face `config.json`.
 */
export interface OptConfiguration {
  /** Rows of the embedding: ids are below it (`vocab_size`). */
  readonly vocabularySize: number;
  /** Width of the residual stream (`hidden_size`). */
  readonly hiddenSize: number;
  /** Width of the embedding: projected to the hidden size and back where it differs (`word_embed_proj_dim`). */
  readonly embeddingSize: number;
  /** Hidden units of a feed-forward part (`ffn_dim`). */
  readonly feedForwardSize: number;
  /** `num_hidden_layers` */
  readonly layers: number;
  /** Heads of attention; they divide the hidden size (`num_attention_heads`). */
  readonly heads: number;
  /** Longest text, in tokens (`max_position_embeddings`); the table of positions has two rows more. */
  readonly positions: number;
  /** Whether layers are normalised before attention and feed-forward part, or after them (`do_layer_norm_before`). */
  readonly normalizeBefore: boolean;
  /** Whether the output of the last layer is normalised, too: never with `normalizeBefore` false. */
  readonly finalNormalization: boolean;
  /** Probability with which an output of attention or feed-forward part is dropped in training (`dropout`). */
  readonly dropout: number;
  /** Probability with which a weight of attention is dropped in training (`attention_dropout`). */
  readonly attentionDropout: number;
  /** Id that texts begin with (`bos_token_id`). */
  readonly beginningToken: number;
  /** Id that ends a text (`eos_token_id`). */
  readonly endToken: number;
  /** Id that fills rows up; its embedding learns nothing as an input (`pad_token_id`). */
  readonly paddingToken: number;
}

/** Rows of the table of positions before the first position. */
export const positionOffset = 2;

/** Added to a variance before its root is taken, in every layer normalisation of OPT. */
export const normalizationEpsilon = 1e-5;

/**
 * Names and shapes of the parameters, in the order and with the names of Hugging Face's checkpoints. The weights of a
 * linear map are [outputs, inputs]. The matrix that writes words is the embedding and has no name of its own.
 */
export function optParameterShapes(
  configuration: OptConfiguration,
): Readonly<Record<string, readonly number[]>> {
  const { vocabularySize, hiddenSize, embeddingSize, positions, layers, finalNormalization } = configuration;
  const shapes: Record<string, readonly number[]> = {
    "model.decoder.embed_tokens.weight": [vocabularySize, embeddingSize],
    "model.decoder.embed_positions.weight": [positions + positionOffset, hiddenSize],
  };
  if (embeddingSize !== hiddenSize) {
    shapes["model.decoder.project_out.weight"] = [embeddingSize, hiddenSize];
    shapes["model.decoder.project_in.weight"] = [hiddenSize, embeddingSize];
  }
  if (finalNormalization) Object.assign(shapes, normalization("model.decoder.final_layer_norm", hiddenSize));
  for (let layer = 0; layer < layers; layer++) Object.assign(shapes, layerShapes(configuration, layer));
  return shapes;
}

function layerShapes({ hiddenSize, feedForwardSize }: OptConfiguration, layer: number) {
  const name = `model.decoder.layers.${layer}`;
  return {
    ...linear(`${name}.self_attn.k_proj`, hiddenSize, hiddenSize),
    ...linear(`${name}.self_attn.v_proj`, hiddenSize, hiddenSize),
    ...linear(`${name}.self_attn.q_proj`, hiddenSize, hiddenSize),
    ...linear(`${name}.self_attn.out_proj`, hiddenSize, hiddenSize),
    ...normalization(`${name}.self_attn_layer_norm`, hiddenSize),
    ...linear(`${name}.fc1`, feedForwardSize, hiddenSize),
    ...linear(`${name}.fc2`, hiddenSize, feedForwardSize),
    ...normalization(`${name}.final_layer_norm`, hiddenSize),
  };
}

function linear(name: string, outputs: number, inputs: number) {
  return { [`${name}.weight`]: [outputs, inputs], [`${name}.bias`]: [outputs] };
}

function normalization(name: string, size: number) {
  return { [`${name}.weight`]: [size], [`${name}.bias`]: [size] };
}

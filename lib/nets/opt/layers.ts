import { type DropoutMask, dropout } from "../layers/dropout";
import { type Layer, sequential } from "../layers/layer";
import { layerNormalization } from "../layers/layer-normalization";
import { linear } from "../layers/linear";
import { relu } from "../layers/relu";
import { residual } from "../layers/residual";
import { normalizationEpsilon, type OptConfiguration } from "./configuration";

/** What one pass through the layers depends on beside the configuration. */
export interface LayerContext {
  /**
   * How the tokens of a layer look at each other: from queries, keys and values side by side,
   * [replicates, rows, 3 × hidden size], to [replicates, rows, hidden size].
   */
  readonly attentionOf: (layer: number) => Layer;
  /** Absent outside training. */
  readonly outputDropout?: DropoutMask;
}

/** From embedded tokens [replicates, rows, hidden size] to what words are written from, of the embedding's width. */
export function optLayers(configuration: OptConfiguration, context: LayerContext): Layer {
  const { layers, hiddenSize, embeddingSize, finalNormalization } = configuration;
  const parts = Array.from({ length: layers }, (_, layer) => block(configuration, layer, context));
  if (finalNormalization) {
    parts.push(layerNormalization("model.decoder.final_layer_norm", hiddenSize, normalizationEpsilon));
  }
  if (embeddingSize !== hiddenSize) {
    parts.push(linear("model.decoder.project_out", hiddenSize, embeddingSize, "no bias"));
  }
  return sequential(...parts);
}

/** Attention, then two linear maps for every token by itself; each is added to what went in. */
function block(configuration: OptConfiguration, layer: number, context: LayerContext): Layer {
  const { hiddenSize, feedForwardSize, normalizeBefore } = configuration;
  const name = `model.decoder.layers.${layer}`;
  const normalized = (part: string) =>
    layerNormalization(`${name}.${part}`, hiddenSize, normalizationEpsilon);
  const attending = [
    linear(`${name}.self_attn.qkv_proj`, hiddenSize, 3 * hiddenSize),
    context.attentionOf(layer),
    linear(`${name}.self_attn.out_proj`, hiddenSize, hiddenSize),
    dropout(context.outputDropout),
  ];
  const feedingForward = [
    linear(`${name}.fc1`, hiddenSize, feedForwardSize),
    relu(),
    linear(`${name}.fc2`, feedForwardSize, hiddenSize),
    dropout(context.outputDropout),
  ];
  return normalizeBefore
    ? sequential(
        residual(sequential(normalized("self_attn_layer_norm"), ...attending)),
        residual(sequential(normalized("final_layer_norm"), ...feedingForward)),
      )
    : sequential(
        residual(sequential(...attending)),
        normalized("self_attn_layer_norm"),
        residual(sequential(...feedingForward)),
        normalized("final_layer_norm"),
      );
}

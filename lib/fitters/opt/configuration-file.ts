import type { OptConfiguration } from "../../nets/opt/configuration";
import { duplicateKey } from "../../nets/safetensors/duplicate-key";

/** How numbers are kept in a file of weights. */
export type WeightFormat = "float32" | "float16" | "bfloat16";

type Fields = Readonly<Record<string, unknown>>;

/** Fields that change what a model computes, and the one value of each that is computed here. */
const required: Fields = {
  activation_function: "relu",
  enable_bias: true,
  layer_norm_elementwise_affine: true,
  tie_word_embeddings: true,
};

/** Most layers that are believed: OPT has up to 96. */
const mostLayers = 1000;

/**
 * The configuration in the text of a Hugging Face `config.json`. What is absent is as transformers' OPTConfig has it.
 * Fields that only training by transformers knows (`layerdrop`, `init_std`), and those about files and tokenizers, are
 * left alone.
 * @throws Error saying which field is wrong, what it holds, and what can be had instead
 */
export function parseOptConfiguration(text: string): OptConfiguration {
  const fields = parse(text);
  checkKind(fields);
  for (const [field, value] of Object.entries(required)) {
    const found = fields[field] ?? value;
    if (found !== value) refuse(field, found, `only ${JSON.stringify(value)} is computed here`);
  }
  if (fields.quantization_config !== undefined && fields.quantization_config !== null) {
    refuse("quantization_config", fields.quantization_config, "save the model without quantization");
  }
  const hiddenSize = size(fields, "hidden_size", 768);
  const heads = size(fields, "num_attention_heads", 12);
  if (hiddenSize % heads !== 0)
    refuse("num_attention_heads", heads, `it has to divide hidden_size, ${hiddenSize}`);
  const normalizeBefore = truth(fields, "do_layer_norm_before", true);
  const vocabularySize = size(fields, "vocab_size", 50272);
  return {
    vocabularySize,
    hiddenSize,
    embeddingSize: size(fields, "word_embed_proj_dim", hiddenSize),
    feedForwardSize: size(fields, "ffn_dim", 3072),
    layers: size(fields, "num_hidden_layers", 12, mostLayers),
    heads,
    positions: size(fields, "max_position_embeddings", 2048),
    normalizeBefore,
    finalNormalization: normalizeBefore && !truth(fields, "_remove_final_layer_norm", false),
    dropout: probability(fields, "dropout", 0.1),
    attentionDropout: probability(fields, "attention_dropout", 0),
    beginningToken: token(fields, "bos_token_id", 2, vocabularySize),
    endToken: token(fields, "eos_token_id", 2, vocabularySize),
    paddingToken: token(fields, "pad_token_id", 1, vocabularySize),
  };
}

/** The text of a `config.json` that transformers reads, too. */
export function formatOptConfiguration(configuration: OptConfiguration, format: WeightFormat): string {
  const { normalizeBefore, finalNormalization } = configuration;
  const fields = {
    architectures: ["OPTForCausalLM"],
    model_type: "opt",
    vocab_size: configuration.vocabularySize,
    hidden_size: configuration.hiddenSize,
    word_embed_proj_dim: configuration.embeddingSize,
    ffn_dim: configuration.feedForwardSize,
    num_hidden_layers: configuration.layers,
    num_attention_heads: configuration.heads,
    max_position_embeddings: configuration.positions,
    do_layer_norm_before: normalizeBefore,
    _remove_final_layer_norm: normalizeBefore && !finalNormalization,
    dropout: configuration.dropout,
    attention_dropout: configuration.attentionDropout,
    bos_token_id: configuration.beginningToken,
    eos_token_id: configuration.endToken,
    pad_token_id: configuration.paddingToken,
    ...required,
    torch_dtype: format,
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

function parse(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("it is no JSON object");
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new Error(`it names ${JSON.stringify(twice)} twice`);
  return value as Fields;
}

/** Older files name the architecture alone. */
function checkKind({ model_type: type, architectures }: Fields): void {
  if (type === "opt") return;
  const names = Array.isArray(architectures) ? architectures : [];
  if (type === undefined && names.length > 0 && names.every((name) => /^OPT[A-Z]/.test(String(name)))) return;
  if (type === undefined)
    refuse("architectures", architectures, 'it has to name an OPT model, as ["OPTForCausalLM"]');
  refuse("model_type", type, 'it has to be "opt": other architectures are not computed here');
}

function size(fields: Fields, field: string, absent: number, most = 2 ** 31): number {
  const value = fields[field] ?? absent;
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most) {
    refuse(field, value, `it has to be a whole number from 1 to ${most}`);
  }
  return value as number;
}

function probability(fields: Fields, field: string, absent: number): number {
  const value = fields[field] ?? absent;
  if (typeof value !== "number" || !(value >= 0 && value < 1)) {
    refuse(field, value, "it has to be a probability below 1");
  }
  return value;
}

function truth(fields: Fields, field: string, absent: boolean): boolean {
  const value = fields[field] ?? absent;
  if (typeof value !== "boolean") refuse(field, value, "it has to be true or false");
  return value;
}

/** Here null is a value: a model without such a token. */
function token(fields: Fields, field: string, absent: number, vocabularySize: number): number {
  const value = fields[field] === undefined ? absent : fields[field];
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= vocabularySize) {
    refuse(field, value, `it has to be one id below vocab_size, ${vocabularySize}`);
  }
  return value as number;
}

function refuse(field: string, value: unknown, need: string): never {
  throw new Error(`its ${field} is ${JSON.stringify(value)}: ${need}`);
}

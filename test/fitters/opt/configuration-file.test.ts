import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatOptConfiguration, parseOptConfiguration } from "../../../lib/fitters/opt/configuration-file";

const parse = (fields: object) => parseOptConfiguration(JSON.stringify({ model_type: "opt", ...fields }));

/** transformers' OPTConfig(): the sizes of OPT-125m. */
const defaults = {
  vocabularySize: 50272,
  hiddenSize: 768,
  embeddingSize: 768,
  feedForwardSize: 3072,
  layers: 12,
  heads: 12,
  positions: 2048,
  normalizeBefore: true,
  finalNormalization: true,
  dropout: 0.1,
  attentionDropout: 0,
  beginningToken: 2,
  endToken: 2,
  paddingToken: 1,
};

test("what is absent is as transformers has it", () => {
  expect(parse({})).toEqual(defaults);
  expect(parse({ hidden_size: 24, word_embed_proj_dim: null })).toEqual({
    ...defaults,
    hiddenSize: 24,
    embeddingSize: 24,
  });
});

test("the configuration of OPT-125m, and one of OPT-350m's kind", () => {
  const published = {
    _name_or_path: "facebook/opt-125m",
    activation_dropout: 0.0,
    activation_function: "relu",
    architectures: ["OPTForCausalLM"],
    init_std: 0.02,
    layerdrop: 0.0,
    prefix: "</s>",
    torch_dtype: "float16",
    transformers_version: "4.21.0.dev0",
    use_cache: true,
  };
  expect(parse(published)).toEqual(defaults);
  const after = parse({ hidden_size: 1024, word_embed_proj_dim: 512, do_layer_norm_before: false, num_attention_heads: 16 });
  expect(after).toMatchObject({ embeddingSize: 512, normalizeBefore: false, finalNormalization: false, heads: 16 });
  expect(parse({ _remove_final_layer_norm: true })).toMatchObject({ normalizeBefore: true, finalNormalization: false });
}); // biome-ignore format: three models

test("the architecture alone names the model, too", () => {
  expect(parseOptConfiguration('{"architectures": ["OPTModel"]}')).toEqual(defaults);
});

describe("a configuration is refused with", () => {
  test.each<[string, object, string]>([
    ["another activation", { activation_function: "gelu" }, 'its activation_function is "gelu": only "relu" is computed here'],
    ["no biases", { enable_bias: false }, "its enable_bias is false: only true is computed here"],
    ["norms without weights", { layer_norm_elementwise_affine: false }, "its layer_norm_elementwise_affine is false: only true is computed here"],
    ["two matrices of words", { tie_word_embeddings: false }, "its tie_word_embeddings is false: only true is computed here"],
    ["quantized weights", { quantization_config: { bits: 4 } }, 'its quantization_config is {"bits":4}: save the model without quantization'],
    ["another model", { model_type: "llama" }, 'its model_type is "llama": it has to be "opt": other architectures are not computed here'],
    ["another architecture", { model_type: undefined, architectures: ["LlamaForCausalLM"] }, 'its architectures is ["LlamaForCausalLM"]: it has to name an OPT model, as ["OPTForCausalLM"]'],
    ["no architecture", { model_type: undefined }, 'its architectures is undefined: it has to name an OPT model, as ["OPTForCausalLM"]'],
    ["heads that do not divide", { num_attention_heads: 7 }, "its num_attention_heads is 7: it has to divide hidden_size, 768"],
    ["half a layer", { num_hidden_layers: 1.5 }, "its num_hidden_layers is 1.5: it has to be a whole number from 1 to 1000"],
    ["endless layers", { num_hidden_layers: 1e12 }, "its num_hidden_layers is 1000000000000: it has to be a whole number from 1 to 1000"],
    ["no words", { vocab_size: 0 }, "its vocab_size is 0: it has to be a whole number from 1 to 2147483648"],
    ["a size in words", { ffn_dim: "many" }, 'its ffn_dim is "many": it has to be a whole number from 1 to 2147483648'],
    ["certain dropout", { dropout: 1 }, "its dropout is 1: it has to be a probability below 1"],
    ["negative dropout", { attention_dropout: -0.1 }, "its attention_dropout is -0.1: it has to be a probability below 1"],
    ["neither before nor after", { do_layer_norm_before: "yes" }, 'its do_layer_norm_before is "yes": it has to be true or false'],
    ["several ends", { eos_token_id: [2, 3] }, "its eos_token_id is [2,3]: it has to be one id below vocab_size, 50272"],
    ["no padding", { pad_token_id: null }, "its pad_token_id is null: it has to be one id below vocab_size, 50272"],
    ["a beginning beyond the vocabulary", { vocab_size: 2 }, "its bos_token_id is 2: it has to be one id below vocab_size, 2"],
  ])("%s", (_, fields, message) => {
    expect(() => parse(fields)).toThrow(new Error(message));
  }); // biome-ignore format: a table

  test("no JSON, no object, or a field twice", () => {
    expect(() => parseOptConfiguration("{")).toThrow(/^it is no JSON: /);
    expect(() => parseOptConfiguration("[]")).toThrow(new Error("it is no JSON object"));
    expect(() => parseOptConfiguration('{"model_type":"opt","dropout":0,"dropout":0.1}')).toThrow(
      new Error('it names "dropout" twice'),
    );
  });
});

test("what is written is read again", () => {
  const size = fc.integer({ min: 1, max: 5000 });
  const probability = fc.double({ min: 0, max: 0.99, noNaN: true });
  const token = fc.nat(9);
  const configurations = fc
    .record({
      vocabularySize: fc.integer({ min: 10, max: 60_000 }),
      headSize: size,
      embeddingSize: size,
      feedForwardSize: size,
      layers: fc.integer({ min: 1, max: 1000 }),
      heads: fc.integer({ min: 1, max: 64 }),
      positions: size,
      normalizeBefore: fc.boolean(),
      finalNormalization: fc.boolean(),
      dropout: probability,
      attentionDropout: probability,
      beginningToken: token,
      endToken: token,
      paddingToken: token,
    })
    .map(({ headSize, ...rest }) => ({
      ...rest,
      hiddenSize: headSize * rest.heads,
      finalNormalization: rest.normalizeBefore && rest.finalNormalization,
    }));
  fc.assert(
    fc.property(configurations, (configuration) => {
      expect(parseOptConfiguration(formatOptConfiguration(configuration, "float16"))).toEqual(configuration);
    }),
  );
});

import { compileModel } from "./compile";
import type { SpecialRole, TokenizerModel } from "./model";
import { roleFields } from "./read-roles";

/**
 * The files of a tokenizer, by name, as Hugging Face's programs read them: `tokenizer.json`, which holds everything, and
 * `vocab.json`, `merges.txt`, `tokenizer_config.json` and `special_tokens_map.json` for programs that want those.
 * `readTokenizerModel` gives the model back.
 * @throws RangeError for a model whose parts do not fit together
 */
export function tokenizerFiles(model: TokenizerModel): Readonly<Record<string, string>> {
  compileModel(model, { function: "tokenizerFiles", tokens: "tokens", merges: "merges" });
  const names = namesOf(model);
  return {
    "vocab.json": json(vocabularyOf(model)),
    "merges.txt": `#version: 0.2\n${model.merges.map((merge) => `${merge}\n`).join("")}`,
    "tokenizer_config.json": json({
      tokenizer_class: "GPT2Tokenizer",
      add_bos_token: model.addsBeginning,
      add_prefix_space: false,
      clean_up_tokenization_spaces: false,
      errors: "replace",
      ...names,
    }),
    "special_tokens_map.json": json(names),
    "tokenizer.json": json(wholeOf(model)),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function namesOf({ roles }: TokenizerModel): Record<string, string> {
  const stated = Object.entries(roles).filter(([, token]) => token !== undefined);
  return Object.fromEntries(stated.map(([role, token]) => [roleFields[role as SpecialRole], token]));
}

function vocabularyOf({ tokens }: TokenizerModel): Record<string, number> {
  return Object.fromEntries(
    tokens.map((token, id) => [token, id] as const).filter(([token]) => token !== ""),
  );
}

function wholeOf(model: TokenizerModel) {
  const { tokens, merges, special } = model;
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map((content) => ({ id: tokens.indexOf(content), content, ...flags })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: beginningProcessor(model) ?? byteLevel,
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: vocabularyOf(model),
      merges: merges.map((merge) => merge.split(" ")),
    },
  };
}

/** Puts the beginning before every text. */
function beginningProcessor({ tokens, roles, addsBeginning }: TokenizerModel) {
  const beginning = roles.beginning;
  if (!addsBeginning || beginning === undefined) return undefined;
  const first = { SpecialToken: { id: beginning, type_id: 0 } };
  const sequence = (id: "A" | "B", type: number) => ({ Sequence: { id, type_id: type } });
  return {
    type: "TemplateProcessing",
    single: [first, sequence("A", 0)],
    pair: [first, sequence("A", 0), { SpecialToken: { id: beginning, type_id: 1 } }, sequence("B", 1)],
    special_tokens: {
      [beginning]: { id: beginning, ids: [tokens.indexOf(beginning)], tokens: [beginning] },
    },
  };
}

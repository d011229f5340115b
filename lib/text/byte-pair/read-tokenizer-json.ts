import { isObject, type JsonObject, parseObject, refusal, shown } from "./json-fields";
import { entryOf, type TokenEntry, vocabularyEntries } from "./read-vocabulary";

/** What files say of a vocabulary, before it is put together. */
export interface StatedVocabulary {
  readonly entries: readonly TokenEntry[];
  readonly merges: readonly string[];
  /** Tokens added to the vocabulary, which no merges make. */
  readonly added: readonly TokenEntry[];
  /** The token that is put before every text, where that is said. */
  readonly first?: string;
  /** What messages call the place of tokens and merges. */
  readonly names: { readonly tokens: string; readonly merges: string };
}

const other = "this library reads byte-level BPE as GPT-2 and OPT have it, and no other tokenizer";

/**
 * A `tokenizer.json` of Hugging Face's tokenizers.
 * @throws RangeError naming the file and the field that is damaged, or that asks for what is not done here
 */
export function readTokenizerJson(file: string, text: string): StatedVocabulary {
  const json = parseObject(file, text);
  const model = objectAt(file, json, "model");
  refuseOthers(file, json, model);
  return {
    entries: vocabularyEntries(file, model.vocab, "model.vocab"),
    merges: mergesOf(file, model.merges),
    added: addedTokens(file, json.added_tokens ?? []),
    first: firstOf(json.post_processor),
    names: { tokens: `${file} (model.vocab)`, merges: `${file} (model.merges)` },
  };
}

/** Fields that would change ids or texts, and the values under which they do not. */
function refuseOthers(file: string, json: JsonObject, model: JsonObject): void {
  const preTokenizer = objectAt(file, json, "pre_tokenizer");
  const fields: readonly (readonly [name: string, value: unknown, allowed: readonly unknown[]])[] = [
    ["model.type", model.type, ["BPE", undefined]],
    ["model.dropout", model.dropout, [null, undefined, 0]],
    ["model.continuing_subword_prefix", model.continuing_subword_prefix, ["", null, undefined]],
    ["model.end_of_word_suffix", model.end_of_word_suffix, ["", null, undefined]],
    ["model.byte_fallback", model.byte_fallback, [false, undefined]],
    ["model.ignore_merges", model.ignore_merges, [false, undefined]],
    ["normalizer", json.normalizer, [null, undefined]],
    ["pre_tokenizer.type", preTokenizer.type, ["ByteLevel"]],
    ["pre_tokenizer.add_prefix_space", preTokenizer.add_prefix_space, [false]],
    ["pre_tokenizer.use_regex", preTokenizer.use_regex, [true, undefined]],
  ];
  for (const [name, value, allowed] of fields) {
    if (allowed.includes(value)) continue;
    throw refusal(file, `${name} has to be ${shown(allowed[0])}, got ${shown(value)}`, other);
  }
}

function objectAt(file: string, json: JsonObject, field: string): JsonObject {
  const value = json[field];
  if (isObject(value)) return value;
  throw refusal(file, `${field} has to be an object, got ${shown(value)}`, other);
}

/** Pairs as lists or, in older files, as lines. */
function mergesOf(file: string, value: unknown): string[] {
  if (!Array.isArray(value)) throw refusal(file, `model.merges has to be a list, got ${shown(value)}`);
  return value.map((merge, index) => {
    const line = Array.isArray(merge) && merge.length === 2 ? merge.join(" ") : merge;
    if (typeof line === "string") return line;
    throw refusal(file, `model.merges, entry ${index}, has to be a pair of tokens, got ${shown(merge)}`);
  });
}

function addedTokens(file: string, value: unknown): TokenEntry[] {
  if (!Array.isArray(value)) throw refusal(file, `added_tokens has to be a list, got ${shown(value)}`);
  return value.map((entry, index) => {
    if (isObject(entry)) return entryOf(file, `added_tokens, entry ${index}: `, entry.content, entry.id);
    throw refusal(file, `added_tokens, entry ${index}, has to be an object, got ${shown(entry)}`);
  });
}

/** The special token that a template begins with. */
function firstOf(processor: unknown): string | undefined {
  if (!isObject(processor) || processor.type !== "TemplateProcessing" || !Array.isArray(processor.single))
    return undefined;
  const [piece]: unknown[] = processor.single;
  const special = isObject(piece) ? piece.SpecialToken : undefined;
  return isObject(special) && typeof special.id === "string" ? special.id : undefined;
}

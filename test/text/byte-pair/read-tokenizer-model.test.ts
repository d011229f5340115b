import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTokenizerModel } from "../../../lib/text/byte-pair/read-tokenizer-model";
import { tokenizerFiles } from "../../../lib/text/byte-pair/tokenizer-files";
import { trainTokenizer } from "../../../lib/text/byte-pair/train-tokenizer";
import { bothModel, golden } from "../golden";

const model = trainTokenizer("low lower lowest, slow slower slowest", { vocabularySize: 265 });
const files = tokenizerFiles(model);
const pair = { "vocab.json": files["vocab.json"], "merges.txt": files["merges.txt"] };
const whole = { "tokenizer.json": files["tokenizer.json"] };
const parsed = JSON.parse(files["tokenizer.json"]);

/** The whole in one file, with something changed. */
const changed = (change: object) => ({ "tokenizer.json": JSON.stringify({ ...parsed, ...change }) });
const changedModel = (change: object) => changed({ model: { ...parsed.model, ...change } });

describe("reading a tokenizer", () => {
  test("gives back the model whose files were written", () => {
    expect(readTokenizerModel(files)).toEqual(model);
    expect(readTokenizerModel(tokenizerFiles(bothModel))).toEqual(bothModel);
    const plain = { ...model, roles: {}, addsBeginning: false };
    expect(readTokenizerModel(tokenizerFiles(plain))).toEqual(plain);
  });

  test("from vocabulary and merges alone: what special tokens are for is not known then", () => {
    const bare = { ...model, special: [], roles: {}, addsBeginning: false };
    expect(readTokenizerModel(pair)).toEqual(bare);
    expect(
      readTokenizerModel({ "encoder.json": pair["vocab.json"], "vocab.bpe": pair["merges.txt"] }),
    ).toEqual(bare);
    const windows = pair["merges.txt"].replaceAll("\n", "\r\n");
    expect(readTokenizerModel({ ...pair, "merges.txt": windows })).toEqual(bare);
  });

  test("what transformers saves of a tokenizer like OPT's", () => {
    const { special, roles, ...rest } = readTokenizerModel(golden.opt.saved);
    const { special: _, roles: __, ...expected } = bothModel;
    expect(rest).toEqual(expected);
    expect(special).toEqual(["<pad>", "</s>"]);
    expect(roles).toEqual({ beginning: "</s>", end: "</s>", padding: "<pad>", unknown: "</s>" });
  });

  test("a template says what texts begin with, when no other file does", () => {
    const { roles, addsBeginning } = readTokenizerModel(whole);
    expect({ roles, addsBeginning }).toEqual({ roles: { beginning: "</s>" }, addsBeginning: true });
    const other = JSON.stringify({ bos_token: "<s>" });
    expect(readTokenizerModel({ ...whole, "special_tokens_map.json": other }).roles).toEqual({
      beginning: "<s>",
    });
    for (const processor of [
      null,
      [],
      { type: "TemplateProcessing" },
      { type: "TemplateProcessing", single: [1] },
    ]) {
      expect(readTokenizerModel(changed({ post_processor: processor })).roles).toEqual({});
    }
  });

  test("special tokens by name, as objects, by id; tokenizer_config.json decides", () => {
    const configuration = { bos_token: { content: "<s>", lstrip: false }, pad_token: null };
    const map = { bos_token: "</s>", eos_token: "</s>" };
    const ids = { bos_token_id: 2, eos_token_id: [0, 2], pad_token_id: 1, unk_token_id: null };
    const read = readTokenizerModel({
      ...pair,
      "tokenizer_config.json": JSON.stringify(configuration),
      "special_tokens_map.json": JSON.stringify(map),
      "config.json": JSON.stringify(ids),
    });
    expect(read.roles).toEqual({ beginning: "<s>", end: "</s>", padding: "<pad>" });
    expect(read.special).toEqual(["<s>", "<pad>", "</s>"]);
    const numbered = readTokenizerModel({ ...pair, "config.json": JSON.stringify(ids) });
    expect(numbered.roles).toEqual({ beginning: "</s>", end: "<s>", padding: "<pad>" });
  });

  test("tokens that other files add, with and without gaps", () => {
    const added = readTokenizerModel({ ...pair, "added_tokens.json": '{"[x]": 266}' });
    expect(added.tokens.slice(264)).toEqual([model.tokens[264], "", "[x]"]);
    expect(added.special).toEqual(["[x]"]);
    expect(readTokenizerModel(tokenizerFiles(added))).toEqual(added);
    const decoder = {
      added_tokens_decoder: { 2: { content: "</s>", special: true }, 265: { content: "[y]" } },
    };
    const decoded = readTokenizerModel({ ...pair, "tokenizer_config.json": JSON.stringify(decoder) });
    expect(decoded.special).toEqual(["</s>", "[y]"]);
  });

  test("older files: no type of the model, merges as lines", () => {
    const { type: _, ...untyped } = parsed.model;
    const lines = { ...untyped, merges: model.merges };
    expect(readTokenizerModel({ ...files, ...changed({ model: lines }) })).toEqual(model);
  });

  test("tokens named like parts of JavaScript", () => {
    const named = trainTokenizer("constructor __proto__ toString ".repeat(9), { vocabularySize: 320 });
    expect(named.tokens).toContain("constructor");
    expect(readTokenizerModel(tokenizerFiles(named))).toEqual(named);
    const proto = {
      ...named,
      tokens: [...named.tokens, "__proto__"],
      special: [...named.special, "__proto__"],
    };
    expect(readTokenizerModel(tokenizerFiles(proto))).toEqual(proto);
  });
});

describe("readTokenizerModel refuses", () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ["no files", {}, /^readTokenizerModel needs tokenizer.json, or vocab.json and merges.txt, or .* got none of them$/],
    ["files of other names", { toString: "{}", "vocab.txt": "" }, /got none of them/],
    ["a vocabulary alone", { "vocab.json": pair["vocab.json"] }, /^merges.txt: it is missing beside vocab.json; put it there$/],
    ["merges alone", { "vocab.bpe": pair["merges.txt"] }, /^encoder.json: it is missing beside vocab.bpe/],
    ["half a file", { ...pair, "vocab.json": '{"a": 1' }, /^vocab.json: it is no JSON \(.*\); save it, or download it, again$/],
    ["a list for a vocabulary", { ...pair, "vocab.json": "[]" }, /^vocab.json: it has to hold a JSON object, got \[\]/],
    ["an id that is none", { ...pair, "vocab.json": '{"a": -1}' }, /^vocab.json: the id of "a" .* from 0, got -1/],
    ["an id in words", { ...pair, "vocab.json": '{"a": "1"}' }, /the id of "a" .*, got "1"/],
    ["an empty token", { ...pair, "vocab.json": '{"": 0}' }, /a token has to be a text with something in it, got ""/],
    ["one id twice", { ...pair, "vocab.json": '{"a": 0, "b": 0}' }, /^vocab.json: "a" and "b" have the same id, 0/],
    ["a giant id", { ...pair, "vocab.json": '{"a": 1e15}' }, /the id of "a", 1000000000000000, is far beyond the number of tokens, 1/],
    ["an empty vocabulary", { ...pair, "vocab.json": "{}" }, /vocab.json has none for 0x00/],
    ["merges of other tokens", { ...pair, "merges.txt": "q z\n" }, /merges.txt, pair 1 of 1, "q z", needs the token "qz", which is not in vocab.json/],
    ["a torn line", { ...pair, "merges.txt": "l o\nlo" }, /merges.txt, pair 2 of 2, has to be two tokens .* got "lo"/],
    ["a list beside", { ...pair, "config.json": "[1]" }, /^config.json: it has to hold a JSON object/],
    ["an unknown name", { ...pair, "tokenizer_config.json": '{"pad_token": "[PAD]"}' }, /^tokenizer_config.json: pad_token, "\[PAD\]", is no token of the vocabulary; add it there, or drop the field$/],
    ["a name that is none", { ...pair, "special_tokens_map.json": '{"eos_token": {"content": 3}}' }, /^special_tokens_map.json: eos_token, {"content":3}, is no token/],
    ["an unknown id", { ...pair, "config.json": '{"bos_token_id": 50256}' }, /^config.json: bos_token_id, 50256, is no id of a token; correct it/],
    ["a space before texts", { ...pair, "tokenizer_config.json": '{"add_prefix_space": true}' }, /^tokenizer_config.json: add_prefix_space has to be false, got true/],
    ["added tokens that are none", { ...pair, "added_tokens.json": '{"x": null}' }, /^added_tokens.json: the id of "x"/],
    ["a decoder that is none", { ...pair, "tokenizer_config.json": '{"added_tokens_decoder": 1}' }, /added_tokens_decoder has to be an object, got 1/],
    ["an added token without a number", { ...pair, "tokenizer_config.json": '{"added_tokens_decoder": {"x": {"content": "y"}}}' }, /added_tokens_decoder: the id of "y" .*, got null/],
    ["a token with two ids", { ...pair, "added_tokens.json": '{"a": 265}' }, /vocab.json has the token "a" twice/],
    ["no model", { "tokenizer.json": "{}" }, /^tokenizer.json: model has to be an object, got undefined; this library reads byte-level BPE/],
    ["another kind of model", changedModel({ type: "Unigram" }), /^tokenizer.json: model.type has to be "BPE", got "Unigram"; this library/],
    ["dropout", changedModel({ dropout: 0.1 }), /model.dropout has to be null, got 0.1/],
    ["a suffix of words", changedModel({ end_of_word_suffix: "</w>" }), /model.end_of_word_suffix has to be "", got "<\/w>"/],
    ["a prefix of continuations", changedModel({ continuing_subword_prefix: "##" }), /continuing_subword_prefix has to be ""/],
    ["bytes as tokens", changedModel({ byte_fallback: true }), /model.byte_fallback has to be false, got true/],
    ["words before merges", changedModel({ ignore_merges: true }), /model.ignore_merges has to be false, got true/],
    ["a normaliser", changed({ normalizer: { type: "NFC" } }), /normalizer has to be null, got {"type":"NFC"}/],
    ["another pattern of words", changed({ pre_tokenizer: { type: "Whitespace" } }), /pre_tokenizer.type has to be "ByteLevel"/],
    ["no pattern", changed({ pre_tokenizer: { ...parsed.pre_tokenizer, use_regex: false } }), /pre_tokenizer.use_regex has to be true/],
    ["a prefixed space", changed({ pre_tokenizer: { type: "ByteLevel", add_prefix_space: true } }), /add_prefix_space has to be false, got true/],
    ["no vocabulary", changedModel({ vocab: null }), /^tokenizer.json: model.vocab: a vocabulary is an object of tokens with ids, got null/],
    ["no merges", changedModel({ merges: {} }), /model.merges has to be a list, got {}/],
    ["half a merge", changedModel({ merges: [["a"]] }), /model.merges, entry 0, has to be a pair of tokens, got \["a"\]/],
    ["no list of added tokens", changed({ added_tokens: 1 }), /added_tokens has to be a list, got 1/],
    ["an added token that is none", changed({ added_tokens: [1] }), /added_tokens, entry 0, has to be an object, got 1/],
    ["an added token without text", changed({ added_tokens: [{ id: 1 }] }), /added_tokens, entry 0: a token has to be a text .*, got undefined/],
  ])("%s", (_, damaged, message) => {
    expect(() => readTokenizerModel(damaged)).toThrow(message);
    expect(() => readTokenizerModel(damaged)).toThrow(RangeError);
  }); // biome-ignore format: a table
});

test("tokenizerFiles refuses a model whose parts do not fit together", () => {
  expect(() => tokenizerFiles({ ...model, merges: ["q z"] })).toThrow(/^tokenizerFiles: merges, pair 1 of 1/);
});

describe("damaged files", () => {
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(-1, 1e9, 1e300, "__proto__", "", " ", null, "Ġ", "<unk>"),
  );

  /** Puts a value in a place of a JSON value that the numbers lead to. */
  function mutate(value: unknown, path: readonly number[], put: unknown): unknown {
    if (path.length === 0 || typeof value !== "object" || value === null) return put;
    const keys = Object.keys(value);
    if (keys.length === 0) return put;
    const key = keys[path[0] % keys.length];
    const inner = mutate((value as Record<string, unknown>)[key], path.slice(1), put);
    const copy = Array.isArray(value) ? [...value] : { ...value };
    Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
    return copy;
  }

  function readsOrNames(damaged: Record<string, string>): void {
    try {
      const read = readTokenizerModel(damaged);
      expect(readTokenizerModel(tokenizerFiles(read))).toMatchObject({
        tokens: read.tokens,
        merges: read.merges,
      });
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      expect((error as Error).message).toMatch(/\.json|\.txt/);
    }
  }

  test.each(["tokenizer.json", "vocab.json", "tokenizer_config.json", "special_tokens_map.json"])(
    "%s with one value replaced is read, or refused with the name of a file",
    (name) => {
      const others = name === "vocab.json" ? pair : files;
      fc.assert(
        fc.property(fc.array(fc.nat(400), { maxLength: 4 }), junk, (path, put) => {
          readsOrNames({ ...others, [name]: JSON.stringify(mutate(JSON.parse(files[name]), path, put)) });
        }),
        { numRuns: 400 },
      );
    },
  );

  test.each(["tokenizer.json", "vocab.json", "merges.txt", "tokenizer_config.json"])(
    "%s with characters lost, put in or repeated is read, or refused with the name of a file",
    (name) => {
      const { "tokenizer.json": _, ...without } = files;
      const text = files[name];
      const place = fc.nat(text.length);
      fc.assert(
        fc.property(place, fc.nat(8), fc.string({ unit: "binary", maxLength: 4 }), (start, lost, put) => {
          const damaged = text.slice(0, start) + put + text.slice(start + lost);
          readsOrNames({ ...without, [name]: damaged });
        }),
        { numRuns: 400 },
      );
    },
  );
});

import { Tokenizer as Peer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTokenizer } from "../../../lib/text/byte-pair/create-tokenizer";
import type { TokenizerModel } from "../../../lib/text/byte-pair/model";
import { tokenizerFiles } from "../../../lib/text/byte-pair/tokenizer-files";
import { bothModel, bothTokenizer, golden, modelOf } from "../golden";

const models: Readonly<Record<string, TokenizerModel>> = {
  both: bothModel,
  runs: modelOf(golden.trainings[3]),
  shuffled: modelOf(golden.shuffled),
};

/** Any sequence of characters: of all Unicode, and such as meet at the borders of words and tokens. */
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."ab' \n\t\r1!_slreéĠ😀\u00a0\u0085\ufeff\u200d"), maxLength: 60 }),
);

describe("encoding", () => {
  test.each(golden.encodings)(
    "with the vocabulary “$model” gives the ids of the reference",
    ({ model, ids }) => {
      const tokenizer = createTokenizer(models[model]);
      const all = [...golden.texts, ...golden.corpora.runs.split(" ")].slice(0, ids.length);
      expect(all.map((text) => Array.from(tokenizer.encode(text)))).toEqual(ids);
    },
  );

  test("is that of Hugging Face's JavaScript, save the white space that it takes differently", () => {
    const peer = new Peer(JSON.parse(tokenizerFiles(bothModel)["tokenizer.json"]), {});
    const options = { add_special_tokens: false };
    const special = createTokenizer(bothModel, { specialInText: true });
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!/[\u0085\ufeff]/.test(text) && text !== "");
        expect(Array.from(special.encode(text))).toEqual(peer.encode(text, options).ids);
      }),
      { numRuns: 300 },
    );
  });

  test("comes back as the text, whatever it is", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, specialInText) => {
        const tokenizer = createTokenizer(bothModel, { specialInText });
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
    for (const text of golden.texts) expect(bothTokenizer.decode(bothTokenizer.encode(text))).toBe(text);
  });

  test("makes U+FFFD of lone surrogates, which no UTF-8 holds", () => {
    const units = fc.array(fc.oneof(fc.integer({ min: 0xd7ff, max: 0xe000 }), fc.constantFrom(0x20, 0x61)));
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        const formed = text.replace(/\p{Surrogate}/gu, "\ufffd");
        expect(bothTokenizer.encode(text)).toEqual(bothTokenizer.encode(formed));
        expect(bothTokenizer.decode(bothTokenizer.encode(text))).toBe(formed);
      }),
    );
    expect(bothTokenizer.decode(bothTokenizer.encode("a\ud800b"))).toBe("a\ufffdb");
  });

  test("does not depend on what was encoded before", () => {
    const fresh = createTokenizer(bothModel);
    for (const text of [...golden.texts].reverse()) {
      expect(fresh.encode(text)).toEqual(createTokenizer(bothModel).encode(text));
    }
  });

  test("of more words than are remembered, and of one word longer than a block", () => {
    const numbers = Array.from({ length: 70_000 }, (_, i) => ` ${i}`).join("");
    expect(bothTokenizer.decode(bothTokenizer.encode(numbers))).toBe(numbers);
    const long = `${"ab".repeat(100_000)} end`;
    expect(bothTokenizer.decode(bothTokenizer.encode(long))).toBe(long);
    expect(createTokenizer(bothModel).encode(" 69999")).toEqual(bothTokenizer.encode(" 69999"));
  });

  test("what is no text is refused", () => {
    expect(() => bothTokenizer.encode(7 as unknown as string)).toThrow(
      new TypeError("encode needs a text, got number"),
    );
    expect(() => bothTokenizer.encodeWithBeginning(null as unknown as string)).toThrow(
      new TypeError("encodeWithBeginning needs a text, got object"),
    );
  });
});

describe("special tokens", () => {
  const { configuration, ids } = golden.opt;

  test("behind the beginning and as the text spells them: transformers' OPT", () => {
    // Its files name three; <s> is a token like others there.
    const special = [configuration.pad_token, configuration.bos_token];
    const tokenizer = createTokenizer(bothModel, { specialInText: special });
    expect(golden.texts.map((text) => Array.from(tokenizer.encodeWithBeginning(text)))).toEqual(ids);
  });

  test("are mere text unless asked for", () => {
    const text = "a <unk> b</s>";
    expect(bothTokenizer.encode(text)).not.toContain(3);
    const listed = createTokenizer(bothModel, { specialInText: ["<unk>"] });
    expect(Array.from(listed.encode(text)).filter((id) => id < 4)).toEqual([3]);
    const all = createTokenizer(bothModel, { specialInText: true });
    expect(Array.from(all.encode(text)).filter((id) => id < 4)).toEqual([3, 2]);
  });

  test("the longest at a place counts, and signs of regular expressions are mere signs", () => {
    const special = [...bothModel.special, "<unk>+", "(.*)"];
    const model = { ...bothModel, special, tokens: [...bothModel.tokens, "<unk>+", "(.*)"] };
    const tokenizer = createTokenizer(model, { specialInText: true });
    const count = bothModel.tokens.length;
    expect(Array.from(tokenizer.encode("<unk>+<unk>(.*)"))).toEqual([count, 3, count + 1]);
  });

  test("spelled with other characters than ASCII come back", () => {
    const special = [...bothModel.special, "<größe 1>"];
    const model = { ...bothModel, special, tokens: [...bothModel.tokens, "<größe 1>"] };
    const tokenizer = createTokenizer(model, { specialInText: true });
    const ids = tokenizer.encode("ß<größe 1>ö");
    expect(ids).toContain(bothModel.tokens.length);
    expect(tokenizer.decode(ids)).toBe("ß<größe 1>ö");
  });

  test("a vocabulary without a beginning says so", () => {
    const tokenizer = createTokenizer({ ...bothModel, roles: {} });
    expect(() => tokenizer.encodeWithBeginning("a")).toThrow(/^encodeWithBeginning needs .*: use encode$/);
  });

  test("unknown names are refused", () => {
    expect(() => createTokenizer(bothModel, { specialInText: ["<eos>"] })).toThrow(
      'createTokenizer needs specialInText to name special tokens, got "<eos>"; there are: <s> <pad> </s> <unk>',
    );
    expect(() => createTokenizer({ ...bothModel, special: ["<eos>"] })).toThrow(
      /special token "<eos>" is not in tokens/,
    );
    expect(() => createTokenizer({ ...bothModel, roles: { end: "a" } })).toThrow(
      /token for end, "a", is none of the special tokens/,
    );
  });
});

describe("decoding", () => {
  test("of any ids, half characters among them, gives the text of the reference", () => {
    for (const { ids, text } of golden.decoded) expect(bothTokenizer.decode(ids)).toBe(text);
    expect(golden.decoded.filter(({ text }) => text.includes("\ufffd")).length).toBeGreaterThan(10);
    expect(bothTokenizer.decode(Int32Array.of())).toBe("");
  });

  test.each([-1, 470, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s, which is no id", (id) => {
    const message = `needs ids of tokens, whole numbers from 0 to 469, got ${id}`;
    expect(() => bothTokenizer.decode([5, id])).toThrow(new RangeError(`decode ${message}`));
    expect(() => bothTokenizer.tokenOf(id)).toThrow(new RangeError(`tokenOf ${message}`));
  });

  test("refuses ids between those of tokens", () => {
    const gap = createTokenizer({ ...bothModel, tokens: [...bothModel.tokens, "", "<x>"] });
    expect(gap.vocabularySize).toBe(472);
    expect(() => gap.decode([470])).toThrow(/got 470, which has no token/);
    expect(gap.decode([471])).toBe("<x>");
  });

  test("tokens and ids are each other's", () => {
    bothModel.tokens.forEach((token, id) => {
      expect(bothTokenizer.tokenOf(id)).toBe(token);
      expect(bothTokenizer.idOf(token)).toBe(id);
    });
    expect(bothTokenizer.idOf("")).toBeUndefined();
    expect(bothTokenizer.idOf("toString")).toBeUndefined();
    expect(bothTokenizer.vocabularySize).toBe(470);
  });
});

describe("createTokenizer refuses", () => {
  const { tokens, merges } = bothModel;
  test.each<[string, Partial<TokenizerModel>, RegExp]>([
    [
      "a byte without a token",
      { tokens: tokens.filter((token) => token !== "Ā") },
      /needs a token for every byte; tokens has none for 0x00 \("Ā"\): train it with the whole alphabet/,
    ],
    ["a token twice", { tokens: [...tokens, "a"] }, /tokens has the token "a" twice, as \d+ and 470/],
    ["a pair of one", { merges: ["a"] }, /merges, pair 1 of 1, has to be two tokens with one space.*got "a"/],
    ["a pair of three", { merges: ["a b c"] }, /got "a b c"/],
    ["a pair with a void", { merges: [" b"] }, /got " b"/],
    [
      "a pair of unknown tokens",
      { merges: [...merges, "zz q"] },
      /merges, pair 211 of 211, "zz q", needs the token "zz", which is not in tokens: take both from/,
    ],
    ["a pair that makes no token", { merges: ["z q"] }, /needs the token "zq"/],
    ["a pair twice", { merges: [merges[0], merges[0]] }, /pair 2 of 2, repeats pair 1.*drop one/],
  ])("%s", (_, change, message) => {
    expect(() => createTokenizer({ ...bothModel, ...change })).toThrow(message);
    expect(() => createTokenizer({ ...bothModel, ...change })).toThrow(RangeError);
  });

  test.each([0, -1, 1.5, Number.NaN])("blocks of %s characters", (blockLength) => {
    expect(() => createTokenizer(bothModel, { blockLength })).toThrow(
      /needs blockLength to be a whole number/,
    );
  });
});

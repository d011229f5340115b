import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTokenizer } from "../../../lib/text/byte-pair/create-tokenizer";
import { type TrainTokenizerOptions, trainTokenizer } from "../../../lib/text/byte-pair/train-tokenizer";
import { golden } from "../golden";

const corpora: Readonly<Record<string, string>> = golden.corpora;

describe("learning a vocabulary", () => {
  test.each(golden.trainings)(
    "of $size tokens from $corpus, minimum $minimum, gives the tokens and merges of the reference",
    ({ corpus, size, minimum, special, tokens, merges }) => {
      const model = trainTokenizer(corpora[corpus], {
        vocabularySize: size,
        minimumCount: minimum,
        specialTokens: special,
      });
      expect(model.tokens).toEqual(tokens);
      expect(model.merges).toEqual(merges);
    },
  );

  test("special tokens in the corpus are mere text, or left out", () => {
    const { text, spelled, cut } = golden.markings;
    expect(trainTokenizer(text, { vocabularySize: 400 })).toMatchObject(spelled);
    expect(trainTokenizer(text, { vocabularySize: 400, specialInText: true })).toMatchObject(cut);
    expect(spelled.merges).not.toEqual(cut.merges);
  });

  test("a corpus in texts that begin where words do gives what the joined corpus gives", () => {
    const pieces = corpora.alice.split(/(?= )/);
    expect(pieces.length).toBeGreaterThan(100);
    expect(trainTokenizer(pieces, { vocabularySize: 420 })).toEqual(
      trainTokenizer(corpora.alice, { vocabularySize: 420 }),
    );
  });

  test("special tokens come first, in OPT's order and for OPT's ends", () => {
    const model = trainTokenizer("text", { vocabularySize: 260 });
    expect(model.tokens.slice(0, 5)).toEqual(["<s>", "<pad>", "</s>", "<unk>", "!"]);
    expect(createTokenizer(model).special).toEqual({ beginning: 2, end: 2, padding: 1, unknown: 3 });
    expect(model.addsBeginning).toBe(true);
    expect(model.merges).toEqual([]);
  });

  test("other special tokens are for what the caller says", () => {
    const options = { vocabularySize: 258, specialTokens: ["<|end|>", "[fill]"] };
    const plain = trainTokenizer("text", options);
    expect(plain).toMatchObject({ roles: {}, addsBeginning: false, special: ["<|end|>", "[fill]"] });
    const told = trainTokenizer("text", { ...options, roles: { end: "<|end|>", padding: "[fill]" } });
    expect(createTokenizer(told).special).toEqual({
      beginning: undefined,
      end: 0,
      padding: 1,
      unknown: undefined,
    });
  });

  test("every merge joins the most frequent pair of the corpus so far", () => {
    const words = fc.array(fc.stringMatching(/^[abc]{1,8}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, (list) => {
        const model = trainTokenizer(list, { vocabularySize: 300, minimumCount: 1 });
        model.merges.forEach((merge, rank) => {
          const before = { ...model, merges: model.merges.slice(0, rank) };
          expect(pairCounts(before, list).get(merge)).toBe(Math.max(...pairCounts(before, list).values()));
        });
        expect(pairCounts(model, list).size).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});

/** How often tokens are neighbours inside the words. */
function pairCounts(model: ReturnType<typeof trainTokenizer>, words: readonly string[]): Map<string, number> {
  const tokenizer = createTokenizer(model);
  const counts = new Map<string, number>();
  for (const word of words) {
    const tokens = Array.from(tokenizer.encode(word), (id) => tokenizer.tokenOf(id));
    for (let i = 1; i < tokens.length; i++) {
      const pair = `${tokens[i - 1]} ${tokens[i]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return counts;
}

describe("trainTokenizer refuses", () => {
  test.each<[string, unknown, Partial<TrainTokenizerOptions>, RegExp]>([
    ["an empty corpus", "", {}, /^trainTokenizer needs a corpus with text in it, got none$/],
    ["a corpus of empty texts", ["", ""], {}, /needs a corpus with text/],
    [
      "a corpus of special tokens only",
      "<unk></s>",
      { specialInText: true },
      /needs a corpus with text in it, got none/,
    ],
    ["what is no text", 7, {}, /^trainTokenizer needs a text, or an iterable of texts, got number$/],
    ["what is no text among texts", ["a", 7], {}, /got number among them/],
    [
      "no room for the bytes",
      "a",
      { vocabularySize: 259 },
      /vocabularySize .* from 260 \(4 special tokens, 256 bytes\)/,
    ],
    ["half a token", "a", { vocabularySize: 300.5 }, /got 300.5/],
    ["a size of NaN", "a", { vocabularySize: Number.NaN }, /got NaN/],
    ["more than fits", "a", { vocabularySize: 2 ** 27 }, /to 67108864, got 134217728/],
    [
      "a minimum of 0",
      "a",
      { minimumCount: 0 },
      /needs minimumCount to be a whole number of at least 1, got 0/,
    ],
    ["a special token twice", "a", { specialTokens: ["<x>", "<x>"] }, /different texts.*got "<x>"/],
    ["an empty special token", "a", { specialTokens: [""] }, /none of them empty.*got ""/],
    ["the sign of a byte as a special token", "a", { specialTokens: ["Ġ"] }, /sign of a byte, got "Ġ"/],
    ["half a character as a special token", "a", { specialTokens: ["<\ud800>"] }, /got "<\\ud800>"/],
    [
      "a role for what is not special",
      "a",
      { roles: { end: "<end>" } },
      /token for end among the special tokens <s> <pad> <\/s> <unk>, got "<end>"/,
    ],
    [
      "unknown special tokens in the text",
      "a",
      { specialInText: ["<eos>"] },
      /got "<eos>"; there are: <s> <pad>/,
    ],
  ])("%s", (_, corpus, options, message) => {
    expect(() => trainTokenizer(corpus as string, { vocabularySize: 300, ...options })).toThrow(message);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTokenizer } from "../../../lib/text/byte-pair/create-tokenizer";
import { cutText } from "../../../lib/text/byte-pair/cut";
import { cutWhole } from "../../../lib/text/byte-pair/pieces";
import { specialTexts } from "../../../lib/text/byte-pair/special-texts";
import type { Tokenizer } from "../../../lib/text/tokenizer";
import { bothModel, golden } from "../golden";

const special = [...bothModel.special, "<unk>+", "\n\n"];
const model = { ...bothModel, special, tokens: [...bothModel.tokens, "<unk>+", "\n\n"] };
const byBlocks = (blockLength: number, specialInText: boolean) =>
  createTokenizer(model, { blockLength, specialInText });

async function streamed(tokenizer: Tokenizer, pieces: Iterable<string> | AsyncIterable<string>) {
  const ids: number[] = [];
  for await (const part of tokenizer.encodeStream(pieces)) ids.push(...part);
  return ids;
}

const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", "'r", "e", "ll", " ", "\n", "a", "1", "!", "é", "😀", "𝔘", "\ud835", "\udd18"),
      fc.constantFrom("<unk>", "<unk>+", "</s", ">", "<", "\u0085"),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

describe("text in pieces", () => {
  test.each([true, false])(
    "cut at every place gives the ids of the whole (special tokens: %s)",
    async (specialInText) => {
      const tokenizer = byBlocks(1, specialInText);
      for (const text of golden.texts) {
        const ids = Array.from(tokenizer.encode(text));
        for (let place = 0; place <= text.length; place++) {
          expect(await streamed(tokenizer, [text.slice(0, place), text.slice(place)]), text).toEqual(ids);
        }
      }
    },
  );

  test("cut anywhere, with any size of blocks", async () => {
    const tokenizers = [1, 2, 3, 7, 100].flatMap((block) => [byBlocks(block, true), byBlocks(block, false)]);
    const cuts = fc.array(fc.nat(8), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(texts, cuts, fc.constantFrom(...tokenizers), async (text, lengths, tokenizer) => {
        const pieces: string[] = [];
        for (let start = 0, i = 0; start < text.length; i++) {
          const length = i < 40 ? lengths[i % lengths.length] : text.length;
          pieces.push(text.slice(start, start + length));
          start += length;
        }
        expect(await streamed(tokenizer, pieces)).toEqual(Array.from(tokenizer.encode(text)));
      }),
      { numRuns: 1000 },
    );
  });

  test("what is cut off early stays as it is, whatever follows", () => {
    const places = specialTexts(true, special, "test");
    fc.assert(
      fc.property(texts, texts, (text, more) => {
        const { parts, length } = cutText(text, places, false);
        const flat = (list: typeof parts) =>
          list.flatMap(({ words, special: token }) =>
            token === undefined ? words : [...words, `[${token}]`],
          );
        const whole = flat(cutText(text + more, places, true).parts);
        const settled = flat(parts);
        expect(settled).toEqual(whole.slice(0, settled.length));
        expect(length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  test("in blocks of any size, a text is cut into the same words", () => {
    const places = specialTexts(true, special, "test");
    const wordsIn = (text: string, block: number) =>
      [...cutWhole(text, places, block)]
        .flat()
        .flatMap(({ words, special: token }) => [...words, token ?? ""]);
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, block) => {
        const joined = (list: string[]) => list.filter((word) => word !== "");
        expect(joined(wordsIn(text, block))).toEqual(joined(wordsIn(text, 1000)));
      }),
      { numRuns: 500 },
    );
  });

  test("may come from anything that gives text in time", async () => {
    const tokenizer = byBlocks(4, false);
    const text = golden.corpora.alice;
    async function* later() {
      for (let start = 0; start < text.length; start += 100) yield text.slice(start, start + 100);
    }
    const ids = Array.from(tokenizer.encode(text));
    expect(await streamed(tokenizer, later())).toEqual(ids);
    expect(await streamed(tokenizer, text)).toEqual(ids);
    expect(await streamed(tokenizer, [])).toEqual([]);
    expect(await streamed(tokenizer, ["", ""])).toEqual([]);
  });

  test("are encoded while they come: parts, not the whole at the end", async () => {
    const tokenizer = byBlocks(16, false);
    let given = 0;
    function* endless() {
      for (;;) {
        given++;
        yield "word after word ";
      }
    }
    for await (const part of tokenizer.encodeStream(endless())) {
      expect(part.length).toBeGreaterThan(0);
      if (given > 100) break;
    }
    expect(given).toBe(101);
  });

  test("one word in very many pieces does not take the square of their number", async () => {
    const pieces = Array.from({ length: 200_000 }, () => "a");
    const tokenizer = byBlocks(1, true);
    const ids = await streamed(tokenizer, pieces);
    expect(tokenizer.decode(ids)).toBe("a".repeat(200_000));
  });

  test("pieces that are no text are refused", async () => {
    await expect(streamed(byBlocks(1, false), [7 as unknown as string])).rejects.toThrow(
      new TypeError("encodeStream needs pieces of text, got number"),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TokenBlocks, tokenBlocks } from "../../lib/data/token-blocks";
import { fitNgram } from "../../lib/fitters/ngram/fit";
import { ngramLogProbabilities } from "../../lib/fitters/ngram/log-probabilities";
import type { NgramSmoothing } from "../../lib/fitters/ngram/model";
import type { NgramOptions } from "../../lib/fitters/ngram/options";
import { ngramPerplexity } from "../../lib/metrics/text/ngram-perplexity";
import { createRandom } from "../../lib/random/create-random";
import { readGolden } from "../random/goodness-of-fit";

interface Golden {
  readonly blocks: number[][];
  readonly heldOut: number[][];
  readonly cases: {
    readonly options: NgramOptions;
    readonly training: number[];
    readonly heldOut: number[];
  }[];
}

const golden = readGolden<Golden>("ngram");
const blocksOf = (rows: number[][]): TokenBlocks =>
  tokenBlocks(Int32Array.from(rows.flat()), rows[0]!.length);
const smoothings: NgramSmoothing[] = ["none", "additive", "absolute discounting", "Kneser-Ney"];

describe("probabilities of tokens", () => {
  const names = golden.cases.map((one) => [JSON.stringify(one.options), one] as const);
  test.each(names)("are those of a model by dictionaries: %s", (_, { options, training, heldOut }) => {
    const model = fitNgram(blocksOf(golden.blocks), options);
    const check = (text: number[][], expected: number[]) => {
      ngramLogProbabilities(model, blocksOf(text)).forEach((logarithm, i) => {
        expect(Math.abs(Math.exp(logarithm) - expected[i]!)).toBeLessThan(1e-12);
      });
    };
    check(golden.blocks, training);
    check(golden.heldOut, heldOut);
  });

  const texts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 60 });
  const orders = fc.integer({ min: 1, max: 5 });
  test("sum to 1 behind whatever came before", () => {
    const property = fc.property(
      texts,
      texts,
      orders,
      fc.constantFrom(...smoothings),
      (text, before, order, smoothing) => {
        const model = fitNgram(Int32Array.from(text), { order, vocabularySize: 6, smoothing });
        const sum = [0, 1, 2, 3, 4, 5].reduce((total, token) => {
          return total + Math.exp(ngramLogProbabilities(model, Int32Array.of(...before, token)).at(-1)!);
        }, 0);
        expect(sum).toBeCloseTo(1, 12);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test("of order 1 are relative frequencies, whose perplexity is exp of their entropy", () => {
    const model = fitNgram(Int32Array.of(0, 0, 0, 1), { order: 1, vocabularySize: 2 });
    const entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
    expect(Math.log(ngramPerplexity(model, Int32Array.of(0, 0, 0, 1)))).toBeCloseTo(entropy, 12);
  });

  test("do not reach over the border of two blocks", () => {
    const split = fitNgram(tokenBlocks(Int32Array.of(0, 1, 2, 3), 2), { order: 2, vocabularySize: 4 });
    expect(split.levels[1]!.tokens).toEqual(Int32Array.of(1, 3));
    const whole = fitNgram(Int32Array.of(0, 1, 2, 3), { order: 2, vocabularySize: 4 });
    expect(whole.levels[1]!.tokens).toEqual(Int32Array.of(1, 2, 3));
  });

  test("of what was never seen: none without smoothing, so that the perplexity is infinite", () => {
    const text = Int32Array.of(0, 1, 0, 1);
    expect(ngramPerplexity(fitNgram(text, { order: 2, vocabularySize: 3 }), Int32Array.of(0, 2))).toBe(
      Infinity,
    );
    for (const smoothing of smoothings.slice(1)) {
      const smooth = fitNgram(text, { order: 2, vocabularySize: 3, smoothing });
      expect(ngramPerplexity(smooth, Int32Array.of(0, 2))).toBeLessThan(100);
    }
  });
});

test("a richer model fits its training text better; smoothing fits other text better", () => {
  const random = createRandom("text");
  const draw = () => {
    const stream = new Int32Array(5000);
    for (let i = 1; i < stream.length; i++) {
      stream[i] = random.next() < 0.7 ? (stream[i - 1]! * 3 + 1) % 20 : random.integer(20);
    }
    return stream;
  };
  const [training, heldOut] = [draw(), draw()];
  const perplexity = (order: number, text: Int32Array, smoothing: NgramSmoothing = "none") =>
    ngramPerplexity(fitNgram(training, { order, vocabularySize: 20, smoothing }), text);
  expect(perplexity(2, training)).toBeLessThan(perplexity(1, training));
  expect(perplexity(3, training)).toBeLessThan(perplexity(2, training));
  expect(perplexity(3, heldOut)).toBe(Infinity);
  expect(perplexity(3, heldOut, "Kneser-Ney")).toBeLessThan(perplexity(3, heldOut, "additive"));
  expect(perplexity(2, heldOut, "Kneser-Ney")).toBeLessThan(perplexity(1, heldOut, "Kneser-Ney"));
});

describe("what is refused", () => {
  const text = Int32Array.of(0, 1, 2);
  const options = { order: 2, vocabularySize: 3 };
  test.each([
    [{ order: 0 }, "fitNgram needs order to be a whole number of at least 1, got 0"],
    [{ order: 6 }, "fitNgram needs order to be at most 5, got 6"],
    [
      { order: 4 },
      "fitNgram needs blocks of at least order (4) tokens, got 3: give longer blocks or lower the order",
    ],
    [{ vocabularySize: 2 }, "fitNgram needs tokens from 0 to 1 (vocabularySize 2), but token 2 is 2"],
    [
      { smoothing: "additive", pseudocount: 0 },
      'fitNgram needs a pseudocount above 0, got 0: smoothing "none" adds nothing',
    ],
    [{ pseudocount: -1 }, "fitNgram needs pseudocount to be a finite number of at least 0, got -1"],
    [{ discount: 1.5 }, "fitNgram needs a discount above 0 and at most 1, got 1.5"],
    [{ smoothing: "Good-Turing" as NgramSmoothing }, 'fitNgram needs smoothing to be one of "none"'],
  ] satisfies [Partial<NgramOptions>, string][])("options %j", (changed, message) => {
    expect(() => fitNgram(text, { ...options, ...changed })).toThrow(message);
  });

  test("what is no text", () => {
    expect(() => fitNgram(new Int32Array(0), options)).toThrow("fitNgram needs text, got no token");
    expect(() => fitNgram({ tokens: new Int32Array(0), count: 0, length: 2 }, options)).toThrow(
      "got no token",
    );
    expect(() => fitNgram([0, 1] as unknown as Int32Array, options)).toThrow(
      "fitNgram needs the text to be blocks of tokens, see tokenBlocks, got an array",
    );
    const model = fitNgram(text, options);
    expect(() => ngramLogProbabilities(model, Int32Array.of(-1))).toThrow(
      "ngramLogProbabilities needs tokens from 0 to 2 (vocabularySize 3), but token 0 is -1",
    );
  });
});

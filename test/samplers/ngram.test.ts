import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { tokenBlocks } from "../../lib/data/token-blocks";
import { fitNgram } from "../../lib/fitters/ngram/fit";
import { ngramLogProbabilities } from "../../lib/fitters/ngram/log-probabilities";
import type { NgramSmoothing } from "../../lib/fitters/ngram/model";
import { createRandom } from "../../lib/random/create-random";
import { replace } from "../../lib/regimes/replace";
import { ngram, sampleNgram, sampleNgramStream } from "../../lib/samplers/ngram";
import { chiSquared, seeds } from "../random/goodness-of-fit";

const vocabularySize = 4;
const text = tokenBlocks(Int32Array.of(0, 1, 2, 0, 1, 0, 0, 2, 1, 0, 1, 2, 2, 0, 1), 5);
const smoothings: NgramSmoothing[] = ["none", "additive", "absolute discounting", "Kneser-Ney"];
const cases = smoothings.flatMap((smoothing) => seeds.map((seed) => [smoothing, seed] as const));

/** Exceeded once in a million times, for 1, 2 and 3 degrees of freedom. */
const limits = [23.9, 27.6, 30.7];

describe("what is written", () => {
  test.each(cases)("follows the probabilities behind every pair (%s, seed %s)", (smoothing, seed) => {
    const model = fitNgram(text, { order: 3, vocabularySize, smoothing });
    const stream = sampleNgramStream(model, 200_000, createRandom(seed));
    const counts = Array.from({ length: vocabularySize ** 2 }, () => new Float64Array(vocabularySize));
    for (let i = 2; i < stream.length; i++) {
      counts[stream[i - 2]! * vocabularySize + stream[i - 1]!]![stream[i]!]!++;
    }
    counts.forEach((followers, pair) => {
      if (followers.every((count) => count === 0)) return;
      const before = [Math.floor(pair / vocabularySize), pair % vocabularySize];
      const probabilities = Array.from({ length: vocabularySize }, (_, token) =>
        Math.exp(ngramLogProbabilities(model, Int32Array.of(...before, token))[2]!),
      );
      const possible = probabilities.flatMap((p, token) => (p > 0 ? [token] : []));
      probabilities.forEach((p, token) => {
        if (p === 0) expect(followers[token]).toBe(0);
      });
      if (possible.length === 1) return;
      const statistic = chiSquared(
        possible.map((token) => followers[token]!),
        possible.map((token) => probabilities[token]!),
      );
      expect(statistic).toBeLessThan(limits[possible.length - 2]!);
    });
  });

  test.each(cases)("begins each block anew (%s, seed %s)", (smoothing, seed) => {
    const model = fitNgram(text, { order: 2, vocabularySize, smoothing });
    const blocks = sampleNgram(model, 20_000, createRandom(seed));
    expect([blocks.count, blocks.length]).toEqual([20_000, 5]);
    const first = new Float64Array(vocabularySize);
    for (let block = 0; block < blocks.count; block++) first[blocks.tokens[block * 5]!]!++;
    const probabilities = Array.from(first, (_, token) =>
      Math.exp(ngramLogProbabilities(model, Int32Array.of(token))[0]!),
    );
    const possible = [0, 1, 2, 3].filter((token) => probabilities[token]! > 0);
    const statistic = chiSquared(
      possible.map((token) => first[token]!),
      possible.map((token) => probabilities[token]!),
    );
    expect(statistic).toBeLessThan(30.7);
  });

  test("comes back as a text whose n-grams the model knows", () => {
    const model = fitNgram(text, { order: 4, vocabularySize });
    const written = sampleNgram(model, 100, createRandom(1));
    expect(ngramLogProbabilities(model, written).every(Number.isFinite)).toBe(true);
    expect(() => sampleNgramStream(model, -1, createRandom(1))).toThrow(
      "sampleNgramStream needs length to be a whole number of at least 0, got -1",
    );
  });
});

describe("n-gram family", () => {
  const chainOf = (order: number) =>
    runChain({
      family: ngram({ order, vocabularySize }),
      regime: replace,
      real: text,
      generations: 1000,
      whenAbsorbed: "stop",
      random: createRandom("chain"),
    }).collect();

  test("a chain without smoothing loses n-grams for good", async () => {
    const records = await chainOf(2);
    const bigrams = records.map(({ model }) => model.levels[1]!.tokens.length);
    expect(bigrams[0]).toBeGreaterThan(bigrams.at(-1)!);
    expect(bigrams.every((count, g) => g === 0 || count <= bigrams[g - 1]!)).toBe(true);
  });

  test("a chain of single tokens ends with one of them", async () => {
    const last = (await chainOf(1)).at(-1)!;
    expect(last.absorbedAt).toBe(last.generation);
    const family = ngram({ order: 1, vocabularySize });
    const again = family.sample(last.model, 3, createRandom("again"));
    expect(family.fit(again, createRandom("fit"))).toEqual(last.model);
  });

  test("smoothing keeps every token possible", () => {
    const family = ngram({ order: 2, vocabularySize, smoothing: "additive" });
    const one = family.fit(tokenBlocks(new Int32Array(10), 5), createRandom("fit"));
    expect(family.isAbsorbed!(one)).toBe(false);
    expect(family.origin!.arguments).toEqual([{ order: 2, vocabularySize, smoothing: "additive" }]);
  });

  test("the log density of a block is the sum over its tokens", () => {
    const family = ngram({ order: 3, vocabularySize, smoothing: "Kneser-Ney" });
    const model = family.fit(text, createRandom("fit"));
    const each = ngramLogProbabilities(model, text);
    const sums = [0, 1, 2].map((block) => each.slice(block * 5, block * 5 + 5).reduce((a, b) => a + b));
    expect([...family.logDensity!(model, text)]).toEqual(sums);
  });

  test("refuses impossible options", () => {
    expect(() => ngram({ order: 9, vocabularySize })).toThrow("ngram needs order to be at most 5, got 9");
  });
});

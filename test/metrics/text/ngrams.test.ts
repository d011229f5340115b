import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenBlocks } from "../../../lib/data/token-blocks";
import { distinctNgrams, estimateDistinctNgrams } from "../../../lib/metrics/text/distinct-ngrams";
import { ngramKl } from "../../../lib/metrics/text/ngram-kl";
import { numberNgrams } from "../../../lib/metrics/text/number-ngrams";
import { repeatedNgramPositions, repeatedNgramShare } from "../../../lib/metrics/text/repeated-ngrams";
import { type Texts, textRows } from "../../../lib/metrics/text/text-rows";
import { ngramCounts, tokenCounts, tokenTypesUsed } from "../../../lib/metrics/text/token-counts";
import { typeTokenRatio } from "../../../lib/metrics/text/type-token-ratio";
import { wordRows } from "../../../lib/metrics/text/word-rows";
import { createAliasTable } from "../../../lib/random/alias-table";
import { createRandom } from "../../../lib/random/create-random";
import golden from "../../golden/text-metrics.json";

const typed = (rows: readonly (readonly number[])[]) => rows.map((row) => Int32Array.from(row));
const rows = typed(golden.rows);
const others = typed(golden.others);

/** Texts over few tokens, so that n-grams repeat; some shorter than an n-gram, large ids among them. */
const texts = fc
  .array(fc.array(fc.constantFrom(0, 1, 2, 2 ** 31 - 1), { maxLength: 12 }), { minLength: 1, maxLength: 6 })
  .map(typed);

/** The n-grams of each text, written out. */
function spelled(all: readonly Int32Array[], n: number): string[][] {
  return all.map((row) =>
    Array.from({ length: Math.max(0, row.length - n + 1) }, (_, at) => row.slice(at, at + n).join(" ")),
  );
}

const random = createRandom("text metrics");
const zipfTable = createAliasTable(Float64Array.from({ length: 200 }, (_, rank) => 1 / (rank + 1)));
const zipfTexts = (count: number, length: number, label: string | number) => ({
  tokens: random.fork(label).fillCategorical(new Int32Array(count * length), zipfTable),
  ...{ count, length },
});

describe("n-grams", () => {
  test("get equal numbers if and only if they are equal, in order of first appearance", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 4 }), (all, n) => {
        fc.pre(all.some((row) => row.length >= n));
        const { numbers, starts, distinct } = numberNgrams(textRows("test", all, n), n);
        const names = spelled(all, n);
        const order = [...new Set(names.flat())];
        expect([...numbers]).toEqual(names.flat().map((name) => order.indexOf(name)));
        expect(distinct).toBe(order.length);
        expect(Array.from(starts.subarray(1), (end, row) => end - starts[row]!)).toEqual(
          names.map(({ length }) => length),
        );
      }),
    );
  });

  test("never cross from one block into the next", () => {
    const stream = Int32Array.of(1, 2, 3, 4, 5, 6);
    expect(ngramCounts(tokenBlocks(stream, 3), 2)).toHaveLength(4);
    expect(ngramCounts(tokenBlocks(stream, 6), 2)).toHaveLength(5);
    expect([...ngramCounts([Int32Array.of(1, 2, 1, 2)], 2)]).toEqual([2, 1]);
  });

  test("are counted by id, and their types", () => {
    expect([...tokenCounts(rows, 45)].slice(38)).toEqual([0, 0, 1, 1, 1, 1, 1]);
    expect(tokenTypesUsed(rows)).toBe(new Set(golden.rows.flat()).size);
    expect(() => tokenCounts([Int32Array.of(3, 4)], 4)).toThrow(
      "tokenCounts needs ids below vocabularySize (4): token 1 is 4",
    );
    expect(() => tokenCounts(rows, 0)).toThrow(
      "tokenCounts needs vocabularySize to be a whole number of at least 1, got 0",
    );
  });
});

describe("distinct n-grams", () => {
  test("are those that NLTK finds", () => {
    golden.distinct.forEach((value, at) => void expect(distinctNgrams(rows, at + 1)).toBeCloseTo(value, 14));
  });

  test("the jackknife leaves out one text at a time", () => {
    const { measured, standardError, replicates } = estimateDistinctNgrams(rows, 2);
    const left = rows.map((_, out) =>
      distinctNgrams(
        rows.filter((_row, row) => row !== out),
        2,
      ),
    );
    const mean = left.reduce((a, b) => a + b) / left.length;
    const squares = left.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(measured).toBe(distinctNgrams(rows, 2));
    expect(standardError).toBeCloseTo(Math.sqrt((squares * (rows.length - 1)) / rows.length), 14);
    expect(replicates).toBe(rows.length);
  });

  test("its standard error is that over independent texts, or a little more", () => {
    const estimates = Array.from({ length: 300 }, (_, r) => estimateDistinctNgrams(zipfTexts(40, 16, r), 2));
    const values = estimates.map(({ measured }) => measured);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const spread = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
    );
    const stated = estimates.reduce((sum, { standardError }) => sum + standardError, 0) / estimates.length;
    // A spread from 300 values is known to 4 %, the allowance is three times that; above, the jackknife's own bias.
    expect(stated / spread).toBeGreaterThan(0.88);
    expect(stated / spread).toBeLessThan(1.5);
  });

  test("one text has no standard error", () => {
    expect(distinctNgrams([Int32Array.of(1, 1)], 1)).toBe(0.5);
    expect(() => estimateDistinctNgrams([Int32Array.of(1, 1), Int32Array.of()], 1)).toThrow(
      "estimateDistinctNgrams needs at least 2 texts of 1 tokens, got 2; distinctNgrams takes one",
    );
  });
});

describe("type–token ratio", () => {
  test("is the hypergeometric mean", () => {
    for (const { size, order, value } of golden.typeTokenRatio) {
      expect(typeTokenRatio(rows, { sampleSize: size, maximumOrder: order })).toBeCloseTo(value, 12);
    }
  });

  test("is the mean over draws, and the plain ratio when all are drawn", () => {
    const all = zipfTexts(10, 20, "draws");
    const draws = 4000;
    const stream = random.fork("which");
    const ratios = Array.from(
      { length: draws },
      () => new Set(stream.shuffle(all.tokens.slice()).subarray(0, 50)).size / 50,
    );
    const mean = ratios.reduce((a, b) => a + b) / draws;
    const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (draws - 1);
    const expected = typeTokenRatio(all, { sampleSize: 50, maximumOrder: 1 });
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / draws));
    expect(typeTokenRatio(all, { sampleSize: 200, maximumOrder: 1 })).toBeCloseTo(distinctNgrams(all, 1), 14);
  });

  test("refuses a sample that the texts cannot give", () => {
    expect(() => typeTokenRatio([Int32Array.of(1, 2, 3)], { sampleSize: 2 })).toThrow(
      "typeTokenRatio needs at least sampleSize (2) n-grams of every order, got 1 of order 3: " +
        "give more text, or a smaller sampleSize",
    );
    expect(() => typeTokenRatio(rows, { sampleSize: 0 })).toThrow(
      "sampleSize to be a whole number of at least 1",
    );
  });
});

describe("repeated n-grams", () => {
  test("share and marks agree with what is written out", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 3 }), (all, n) => {
        fc.pre(all.some((row) => row.length >= n));
        const names = spelled(all, n);
        const repeats = names.map((of) => new Set(of).size < of.length);
        expect(repeatedNgramShare(all, n).measured).toBe(repeats.filter(Boolean).length / all.length);
        all.forEach((row, r) => {
          if (row.length === 0) return;
          const marked = Array.from(row, (_, at) =>
            Number(
              names[r]!.some(
                (name, start) =>
                  start <= at && at < start + n && names[r]!.indexOf(name) !== names[r]!.lastIndexOf(name),
              ),
            ),
          );
          expect([...repeatedNgramPositions(row, n)]).toEqual(marked);
        });
      }),
    );
  });

  test("overlapping repetitions count, and a short text has none", () => {
    expect([...repeatedNgramPositions(Int32Array.of(7, 7, 7, 7, 7))]).toEqual([1, 1, 1, 1, 1]);
    expect([...repeatedNgramPositions(Int32Array.of(7, 7))]).toEqual([0, 0]);
    expect(() => repeatedNgramPositions(Int32Array.of())).toThrow(
      "repeatedNgramPositions needs text: every row is empty",
    );
  });
});

describe("n-gram divergence", () => {
  test("is SciPy's entropy of the same shares", () => {
    for (const { n, smoothing, value } of golden.kl) {
      expect(ngramKl(rows, others, n, { smoothing })).toBeCloseTo(value, 12);
    }
  });

  test("is 0 from a text to itself, infinite where an n-gram is lost, and never negative", () => {
    expect(ngramKl(rows, rows, 2)).toBe(0);
    expect(ngramKl(rows, others, 1)).toBe(Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(texts, texts, fc.double({ min: 0, max: 3, noNaN: true }), (a, b, smoothing) => {
        fc.pre([a, b].every((all) => all.some((row) => row.length >= 2)));
        expect(ngramKl(a, b, 2, { smoothing })).toBeGreaterThanOrEqual(0);
        expect(ngramKl(a, a, 2)).toBeCloseTo(0, 14);
      }),
    );
    expect(() => ngramKl(rows, others, 1, { smoothing: -1 })).toThrow(
      "ngramKl needs smoothing to be a finite number of at least 0, got -1",
    );
  });
});

describe("words", () => {
  test("are those of NLTK's WordPunctTokenizer, in lower case, without punctuation", () => {
    const { rows: numbers, words } = wordRows(golden.texts);
    expect(numbers.map((row) => Array.from(row, (number) => words[number]))).toEqual(golden.words);
  });

  test("keep their numbers in the next corpus", () => {
    const first = wordRows(["b a b"]);
    const second = wordRows(["c b"], first.words);
    expect([...first.rows[0]!]).toEqual([0, 1, 0]);
    expect([...second.rows[0]!]).toEqual([2, 0]);
    expect(second.words).toEqual(["b", "a", "c"]);
    expect(first.words).toEqual(["b", "a"]);
  });

  test("refuse what is no text", () => {
    expect(() => wordRows("text" as never)).toThrow(
      new TypeError("wordRows needs an array of strings, got a value of type string"),
    );
    expect(() => wordRows(["a", 3 as never])).toThrow(
      "wordRows needs an array of strings, got text 1 of type number",
    );
  });
});

describe("texts that cannot be measured", () => {
  const cases: readonly (readonly [unknown, ErrorConstructor, string])[] = [
    [[], RangeError, "distinctNgrams needs at least one text, got none"],
    [[Int32Array.of()], RangeError, "distinctNgrams needs text: every row is empty"],
    [
      [[1, 2]],
      TypeError,
      "needs ids in Int32Arrays: row 0 is of type object. Words become ids with wordRows",
    ],
    [["word"], TypeError, "row 0 is of type string. Words become ids with wordRows"],
    [
      undefined,
      TypeError,
      "needs TokenBlocks (see tokenBlocks) or rows of ids in Int32Arrays, got undefined",
    ],
    [{ tokens: [1] }, TypeError, "got a value of type object"],
    [[Int32Array.of(4, -1, 2)], RangeError, "needs ids of tokens, from 0 up: token 1 is -1"],
    [
      { tokens: Int32Array.of(1), count: 1, length: 0 },
      RangeError,
      "at least one block of at least one token, got 1 of 0",
    ],
    [
      { tokens: Int32Array.of(), count: 0, length: 4 },
      RangeError,
      "at least one block of at least one token, got 0 of 4",
    ],
    [
      { tokens: Int32Array.of(1), count: 2, length: 2 },
      RangeError,
      "count × length tokens (2 × 2 = 4), got 1",
    ],
    [
      tokenBlocks(Int32Array.of(1, 2, 3), 1),
      RangeError,
      "a text of at least 2 tokens, got rows of at most 1",
    ],
  ];
  test.each(cases)("%j", (bad, type, message) => {
    expect(() => distinctNgrams(bad as Texts, 2)).toThrow(type);
    expect(() => distinctNgrams(bad as Texts, 2)).toThrow(message);
  });

  test("nor with an n that is none", () => {
    expect(() => distinctNgrams(rows, 1.5)).toThrow(
      "distinctNgrams needs n to be a whole number of at least 1, got 1.5",
    );
  });
});

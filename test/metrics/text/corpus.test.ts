import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { promptSimilarity } from "../../../lib/metrics/text/prompt-similarity";
import { rareMass, rareWordsKept } from "../../../lib/metrics/text/rare-types";
import { selfBleu } from "../../../lib/metrics/text/self-bleu";
import { zipfExponent } from "../../../lib/metrics/text/zipf-exponent";
import { createAliasTable } from "../../../lib/random/alias-table";
import { createRandom } from "../../../lib/random/create-random";
import golden from "../../golden/text-metrics.json";

const typed = (rows: readonly (readonly number[])[]) => rows.map((row) => Int32Array.from(row));
const rows = typed(golden.rows);
const others = typed(golden.others);
const random = createRandom("corpus metrics");

describe("self-BLEU", () => {
  test("is the mean of NLTK's sentence BLEU", () => {
    for (const { order, mean, standardError } of golden.selfBleu) {
      const estimate = selfBleu(rows, { maximumOrder: order }, random);
      expect(estimate.measured).toBeCloseTo(mean, 12);
      expect(estimate.standardError).toBeCloseTo(standardError, 12);
    }
  });

  test("is 1 for copies and 0 for texts without a common token", () => {
    const copies = [1, 2, 3].map(() => Int32Array.of(5, 6, 7, 8));
    expect(selfBleu(copies, {}, random)).toEqual({ measured: 1, standardError: 0, replicates: 3 });
    const apart = [0, 10, 20].map((first) => Int32Array.of(first, first + 1, first + 2, first + 3));
    expect(selfBleu(apart, {}, random).measured).toBe(0);
  });

  test("draws texts with the random stream alone", () => {
    const drawn = (label: string) => selfBleu(rows, { sampleSize: 8, maximumOrder: 2 }, random.fork(label));
    expect(drawn("a")).toEqual(drawn("a"));
    expect(drawn("a")).not.toEqual(drawn("b"));
    expect(drawn("a").replicates).toBe(8);
    // Fewer references: lower on average over many draws.
    const means = Array.from({ length: 200 }, (_, r) => drawn(`draw ${r}`).measured);
    expect(means.reduce((a, b) => a + b) / 200).toBeLessThan(
      selfBleu(rows, { maximumOrder: 2 }, random).measured,
    );
  });

  test("refuses texts that have no BLEU", () => {
    expect(() => selfBleu([rows[0]!], {}, random)).toThrow("selfBleu needs at least 2 texts, got 1");
    expect(() => selfBleu(rows, { sampleSize: 17 }, random)).toThrow(
      "selfBleu needs a sampleSize from 2 to the number of texts (16), got 17",
    );
    expect(() => selfBleu([Int32Array.of(1, 2, 3), Int32Array.of(1, 2, 3, 4)], {}, random)).toThrow(
      "selfBleu needs texts of at least maximumOrder (4) tokens: one has 3. Drop short texts",
    );
  });
});

describe("prompt similarity", () => {
  test("is the cosine of scikit-learn's TF-IDF vectors", () => {
    for (const { stopTypes, pairs, shuffled } of golden.similarity) {
      const measured = promptSimilarity(rows, others, { stopTypes });
      expect(measured.pairs.length).toBe(pairs.length);
      measured.pairs.forEach((value, row) => void expect(value).toBeCloseTo(pairs[row]!, 12));
      expect(measured.shuffled.measured).toBeCloseTo(shuffled, 12);
      expect(measured.own.measured).toBeCloseTo(pairs.reduce((a, b) => a + b) / pairs.length, 12);
      expect(measured.excess.measured).toBeCloseTo(measured.own.measured - shuffled, 12);
    }
  });

  /** Prompts and continuations of a token of their own topic now and then, else of common words. */
  function corpus(label: number, topical: boolean) {
    const stream = random.fork("topics").fork(label);
    const text = (topic: number) =>
      Int32Array.from({ length: 20 }, () => (stream.next() < 0.2 ? topic : 100 + stream.integer(30)));
    const topics = Array.from({ length: 60 }, () => stream.integer(12));
    const prompts = topics.map(text);
    return promptSimilarity(
      prompts,
      topics.map((topic) => text(topical ? topic : stream.integer(12))),
    );
  }

  test.each([true, false])("its standard errors are the spread over corpora (topical: %s)", (topical) => {
    const runs = Array.from({ length: 300 }, (_, label) => corpus(label, topical));
    for (const part of ["own", "shuffled", "excess"] as const) {
      const values = runs.map((run) => run[part].measured);
      const mean = values.reduce((a, b) => a + b) / values.length;
      const spread = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
      );
      const stated = runs.reduce((sum, run) => sum + run[part].standardError, 0) / runs.length;
      // A spread of 300 values is known to 4 %. What many texts share weighs less, which steadies the shuffled mean.
      expect(stated / spread).toBeGreaterThan(0.88);
      expect(stated / spread).toBeLessThan(part === "shuffled" ? 1.4 : 1.12);
      if (part !== "excess") continue;
      const standardError = spread / Math.sqrt(runs.length);
      if (topical) expect(mean).toBeGreaterThan(20 * standardError);
      else expect(Math.abs(mean)).toBeLessThan(4 * standardError);
    }
  });

  test("refuses texts that are no pairs", () => {
    expect(() => promptSimilarity(rows, others.slice(1))).toThrow(
      "promptSimilarity needs at least 2 prompts and a continuation of each, got 16 prompts and 15 continuations",
    );
    expect(() => promptSimilarity(rows.slice(0, 1), others.slice(0, 1))).toThrow(
      "got 1 prompts and 1 continuations",
    );
    expect(() => promptSimilarity(rows, others, { stopTypes: golden.rows.flat() })).toThrow(
      "promptSimilarity needs prompts with more than stop types, got none. Name fewer stop types",
    );
  });
});

describe("Zipf's exponent", () => {
  test("is the maximum of SciPy's likelihood, its error the curvature there", () => {
    for (const { counts, exponent, standardError } of golden.zipf) {
      const estimate = zipfExponent(counts);
      expect(estimate.measured).toBeCloseTo(exponent, 6);
      expect(estimate.standardError / standardError).toBeCloseTo(1, 4);
    }
  });

  const types = 300;
  const samplesOf = (exponent: number, tokens: number, label: string) => {
    const probabilities = Float64Array.from({ length: types }, (_, rank) => (rank + 1) ** -exponent);
    return random.fork(label).fork(exponent).multinomial(tokens, probabilities);
  };
  const trueOrder = Float64Array.from({ length: types }, (_, rank) => types - rank);

  test.each([-0.5, 0, 0.7, 1, 1.4, 3])(
    "is found again in samples with %d, ranked by the truth",
    (exponent) => {
      const runs = Array.from({ length: 100 }, (_, r) =>
        zipfExponent(samplesOf(exponent, 2000, `run ${r}`), { rankBy: trueOrder }),
      );
      const scores = runs.map(({ measured, standardError }) => (measured - exponent) / standardError);
      const mean = scores.reduce((a, b) => a + b) / 100;
      const square = scores.reduce((sum, score) => sum + score * score, 0) / 100;
      expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(100));
      expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 100)); // variance of a χ² mean over 100
    },
  );

  test("ranks by the own counts make it too large, less so for more tokens", () => {
    const excess = (tokens: number) => zipfExponent(samplesOf(1, tokens, "own")).measured - 1;
    expect(excess(2000)).toBeGreaterThan(excess(200_000));
    expect(excess(200_000)).toBeLessThan(0.01);
  });

  test("survives extremes", () => {
    expect(zipfExponent([1e15, 1]).measured).toBeCloseTo(15 * Math.log2(10), 4);
    expect(zipfExponent([1, 1e6], { rankBy: [2, 1] }).measured).toBeCloseTo(-6 * Math.log2(10), 8);
    expect(zipfExponent([4, 4, 4]).measured).toBeCloseTo(0, 12);
  });

  test("refuses counts without an exponent", () => {
    expect(() => zipfExponent([5, 0])).toThrow("zipfExponent needs at least 2 types that occur, got 1");
    expect(() => zipfExponent([5, -1])).toThrow(
      "counts that are finite and not negative: that of type 1 is -1",
    );
    expect(() => zipfExponent([5, 1], { rankBy: [1] })).toThrow(
      "zipfExponent needs rankBy to count the same types, got 2 counts and 1 in rankBy",
    );
  });
});

describe("rare types", () => {
  const counted = fc
    .array(fc.record({ real: fc.nat(6), generated: fc.nat(6) }), { minLength: 2, maxLength: 30 })
    .filter((all) => all.some(({ real }) => real > 0) && all.some(({ generated }) => generated > 0));

  test("hold exactly their share of the real text, and the order of ids does not matter", () => {
    fc.assert(
      fc.property(counted, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (all, share) => {
        const real = all.map((type) => type.real);
        const generated = all.map((type) => type.generated);
        expect(rareMass(real, real, share)).toBeCloseTo(share, 12);
        const mass = rareMass(real, generated, share);
        expect(mass).toBeGreaterThanOrEqual(0);
        expect(mass).toBeLessThanOrEqual(1 + 1e-12);
        expect(rareMass([...real].reverse(), [...generated].reverse(), share)).toBeCloseTo(mass, 12);
      }),
    );
  });

  test("tied types belong to them by one fraction; types that the real text lacks do not", () => {
    // Real mass 10: the types with 1 hold 2 of it, of which the share asks for 1.
    expect(rareMass([8, 1, 1, 0], [0, 4, 0, 4])).toBeCloseTo((0.5 * 4) / 8, 14);
  });

  test("a sample of the same distribution keeps the share on average", () => {
    const table = createAliasTable(Float64Array.from({ length: 50 }, (_, rank) => 1 / (rank + 1)));
    const draw = (label: string | number, tokens: number) => {
      const counts = new Float64Array(50);
      for (const type of random.fork("rare").fork(label).fillCategorical(new Int32Array(tokens), table))
        counts[type]!++;
      return counts;
    };
    const real = draw("real", 1e6);
    const masses = Array.from({ length: 100 }, (_, r) => rareMass(real, draw(r, 1000)));
    const mean = masses.reduce((a, b) => a + b) / 100;
    // Binomial, 100 × 1000 draws; the real counts add a tenth of that.
    expect(Math.abs(mean - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 1e5 + (0.1 * 0.9) / 1e6));
  });

  test("rare words kept, and the others", () => {
    expect(rareWordsKept([40, 9, 3, 1, 0], [60, 7, 0, 1, 5], 3)).toEqual({ rare: 0.5, other: 1 });
    expect(() => rareWordsKept([1, 2], [1, 2])).toThrow(
      "rareWordsKept needs words that occur at most 2 times in the real text and words that occur more often, got 2 and 0",
    );
  });

  test("refuse counts that do not fit", () => {
    expect(() => rareMass([1, 2], [1])).toThrow(
      "rareMass needs counts of the same types, by id, got 2 and 1 counts",
    );
    expect(() => rareMass([1, 2], [0, 0])).toThrow("rareMass needs text: all generated counts are 0");
    expect(() => rareMass([1, Number.NaN], [1, 0])).toThrow("not negative: real count 1 is NaN");
    expect(() => rareMass([1, 2], [1, 1], 1)).toThrow(
      "rareMass needs a share between 0 and 1, such as 0.1, got 1",
    );
  });
});

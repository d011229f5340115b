import { describe, expect, test } from "vitest";
import { grammarEntropyRate, grammarUnigrams } from "../../../lib/data/grammar/entropy-rate";
import { createGrammar, type Grammar, type GrammarOptions } from "../../../lib/data/grammar/grammar";
import { grammarLogProbabilities } from "../../../lib/data/grammar/log-probabilities";
import { sampleGrammar } from "../../../lib/data/grammar/sample";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";

const variants: GrammarOptions[] = [
  {},
  { words: 200, zipfExponent: 0.5, topics: 6 },
  { words: 3000, zipfExponent: 2 },
];

describe.each(variants)("%o", (options) => {
  const grammar = createGrammar(options);
  // So many words that every block has ended a sentence: from there on the state is known.
  const [count, length, read] = [200, 1500, 150];
  const blocks = sampleGrammar(grammar, count, length, createRandom("entropy rate"));
  const logProbabilities = grammarLogProbabilities(grammar, blocks);

  test("the entropy rate is the mean −log probability of a long sample", () => {
    const means = Float64Array.from({ length: count }, (_, block) => {
      const own = logProbabilities.subarray(block * length + read, (block + 1) * length);
      return -own.reduce((sum, value) => sum + value, 0) / own.length;
    });
    const { measured: mean, standardError } = meanAndStandardError(means);
    expect(Math.abs(mean - grammarEntropyRate(grammar))).toBeLessThan(4 * standardError);
    expect(standardError / mean).toBeLessThan(0.002);
  });

  test("the first word has the entropy of the unigrams, later ones less, down to the rate", () => {
    const rate = grammarEntropyRate(grammar);
    const unigrams = grammarUnigrams(grammar);
    const ofUnigrams = unigrams.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
    expect(ofUnigrams).toBeGreaterThan(rate + 0.3);
    const many = sampleGrammar(grammar, 5000, 3, createRandom("beginnings"));
    const found = grammarLogProbabilities(grammar, many);
    const means = [0, 1, 2].map((position) =>
      meanAndStandardError(Float64Array.from({ length: 5000 }, (_, block) => -found[3 * block + position]!)),
    );
    expect(Math.abs(means[0]!.measured - ofUnigrams)).toBeLessThan(4 * means[0]!.standardError);
    expect(means[1]!.measured).toBeLessThan(means[0]!.measured - 4 * means[0]!.standardError);
    expect(means[2]!.measured).toBeGreaterThan(rate - 4 * means[2]!.standardError);
  });
});

test("by default it is about 4 nats", () => {
  expect(grammarEntropyRate(createGrammar())).toBeCloseTo(4.0105, 4);
});

test("a coin and a die in turn have the mean of ln 2 and ln 6", () => {
  const grammar: Grammar = {
    ...createGrammar(),
    vocabularySize: 12,
    classes: ["coin", "die"],
    classStart: Int32Array.of(4, 6, 12),
    wordClass: Int32Array.of(-1, -1, -1, -1, 0, 0, 1, 1, 1, 1, 1, 1),
    wordShare: Float64Array.of(0, 0, 0, 0, 1 / 2, 1 / 2, ...Array<number>(6).fill(1 / 6)),
    states: 2,
    classProbability: Float64Array.of(1, 0, 0, 1),
    nextState: Int32Array.of(1, -1, -1, 0),
    stateProbability: Float64Array.of(0.5, 0.5),
  };
  expect(grammarEntropyRate(grammar)).toBeCloseTo((Math.log(2) + Math.log(6)) / 2, 14);
  expect([...grammarUnigrams(grammar)]).toEqual([0, 0, 0, 0, 1 / 4, 1 / 4, ...Array<number>(6).fill(1 / 12)]);
});

test("unigram probabilities sum to 1, and no special token has any", () => {
  const unigrams = grammarUnigrams(createGrammar());
  expect(unigrams.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
  expect([...unigrams.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  expect(Math.min(...unigrams.subarray(4))).toBeGreaterThan(0);
});

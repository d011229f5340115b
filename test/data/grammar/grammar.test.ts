import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createGrammar, type GrammarOptions } from "../../../lib/data/grammar/grammar";

const variants: GrammarOptions[] = [
  {},
  { words: 100, topics: 1 },
  { words: 101, topics: 8 },
  { words: 20_000, zipfExponent: 0 },
  { words: 777, zipfExponent: 4, topics: 5 },
];

describe.each(variants)("createGrammar(%o)", (options) => {
  const grammar = createGrammar(options);
  const { classes, classStart, wordClass, wordShare, words } = grammar;

  test("has as many words as asked for, after the special ones, all different", () => {
    expect(words.slice(0, 4)).toEqual(["<s>", "<pad>", "</s>", "<unk>"]);
    expect(words).toHaveLength(4 + (options.words ?? 1000));
    expect(grammar.vocabularySize).toBe(words.length);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words.slice(4)) expect(word).toMatch(/^([a-z]+|\.)$/);
  });

  test("has classes of one word at least, with shares that fall as k^−zipfExponent and sum to 1", () => {
    const exponent = options.zipfExponent ?? 1;
    classes.forEach((_, group) => {
      const shares = wordShare.subarray(classStart[group]!, classStart[group + 1]!);
      expect(shares.length).toBeGreaterThan(0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      shares.forEach((share, rank) => {
        expect(share / (shares[0]! * (rank + 1) ** -exponent)).toBeCloseTo(1, 12);
        expect(wordClass[classStart[group]! + rank]).toBe(group);
      });
    });
    expect([...wordClass.subarray(0, 4)]).toEqual([-1, -1, -1, -1]);
    expect(classStart.at(-1)).toBe(words.length);
  });

  test("has states whose steps have probabilities that sum to 1", () => {
    for (let state = 0; state < grammar.states; state++) {
      const row = state * classes.length;
      const probabilities = grammar.classProbability.subarray(row, row + classes.length);
      expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
      probabilities.forEach((probability, group) => {
        const next = grammar.nextState[row + group]!;
        expect(probability > 0).toBe(next >= 0);
        expect(next).toBeLessThan(grammar.states);
      });
    }
  });

  test("has a stationary distribution, which a word does not change", () => {
    const { nextState, classProbability, stateProbability } = grammar;
    const after = new Float64Array(grammar.states);
    nextState.forEach((next, at) => {
      if (next < 0) return;
      after[next]! += stateProbability[Math.floor(at / classes.length)]! * classProbability[at]!;
    });
    expect(stateProbability.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
    after.forEach((probability, state) => {
      expect(probability / stateProbability[state]!).toBeCloseTo(1, 10);
    });
  });
});

test("topics are alike: with one, two or five, every topic is as frequent as the others", () => {
  for (const topics of [1, 2, 5]) {
    const { classes, classProbability, stateProbability } = createGrammar({ topics });
    const ofTopic = Array<number>(topics).fill(0);
    classProbability.forEach((probability, at) => {
      const topic = /^singular noun of topic (\d)$/.exec(classes[at % classes.length]!)?.[1];
      if (topic) ofTopic[Number(topic)]! += stateProbability[Math.floor(at / classes.length)]! * probability;
    });
    for (const share of ofTopic) expect(share / ofTopic[0]!).toBeCloseTo(1, 10);
  }
});

test("the words are the same on every machine, and frequent ones are short", () => {
  const { words, classStart } = createGrammar();
  expect(createHash("sha256").update(words.join(" ")).digest("hex")).toBe(
    "094fabc749a44a0a0c8d5a12763d88f610e9e191b3b7971417a2a2c607823e8a",
  );
  const firsts = [...classStart.subarray(0, -1)].map((id) => words[id]!.length);
  const lasts = [...classStart.subarray(1)].map((id) => words[id - 1]!.length);
  expect(Math.max(...firsts)).toBeLessThan(Math.max(...lasts));
});

describe("options outside their range are refused", () => {
  test.each<[GrammarOptions, string]>([
    [{ words: 99 }, "createGrammar needs words to be a whole number from 100 to 20000, got 99"],
    [{ words: 500.5 }, "createGrammar needs words to be a whole number from 100 to 20000, got 500.5"],
    [{ topics: 0 }, "createGrammar needs topics to be a whole number from 1 to 8, got 0"],
    [{ topics: 9 }, "createGrammar needs topics to be a whole number from 1 to 8, got 9"],
    [{ zipfExponent: -1 }, "createGrammar needs zipfExponent to be from 0 to 4, got -1"],
    [{ zipfExponent: Number.NaN }, "createGrammar needs zipfExponent to be from 0 to 4, got NaN"],
  ])("%o", (options, message) => {
    expect(() => createGrammar(options)).toThrow(new RangeError(message));
  });
});

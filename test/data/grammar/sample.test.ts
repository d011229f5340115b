import { expect, test } from "vitest";
import { grammarUnigrams } from "../../../lib/data/grammar/entropy-rate";
import { createGrammar } from "../../../lib/data/grammar/grammar";
import { grammarLogProbabilities } from "../../../lib/data/grammar/log-probabilities";
import { sampleGrammar } from "../../../lib/data/grammar/sample";
import { blockAt } from "../../../lib/data/token-blocks";
import { chiSquaredTail } from "../../../lib/metrics/chi-squared-tail";
import { createRandom } from "../../../lib/random/create-random";

const grammar = createGrammar();
const [count, length] = [40_000, 5];
const blocks = sampleGrammar(grammar, count, length, createRandom("distribution of samples"));

/** Chance of counts as far from their expectations, those below 10 taken together. */
function chanceOf(counts: ArrayLike<number>, expected: ArrayLike<number>): number {
  const rest = { counted: 0, expected: 0 };
  let [statistic, bins] = [0, 0];
  for (let bin = 0; bin < counts.length; bin++) {
    if (expected[bin]! >= 10) {
      statistic += (counts[bin]! - expected[bin]!) ** 2 / expected[bin]!;
      bins++;
    } else {
      rest.counted += counts[bin]!;
      rest.expected += expected[bin]!;
    }
  }
  if (rest.expected > 0) statistic += (rest.counted - rest.expected) ** 2 / rest.expected;
  return chiSquaredTail(statistic, rest.expected > 0 ? bins : bins - 1);
}

test.each([0, 1, 4])("words at position %i have the exact unigram probabilities", (position) => {
  const counts = new Int32Array(grammar.vocabularySize);
  for (let block = 0; block < count; block++) counts[blocks.tokens[block * length + position]!]!++;
  const expected = grammarUnigrams(grammar).map((probability) => count * probability);
  expect(chanceOf(counts, expected)).toBeGreaterThan(1e-3);
  // The test sees a Zipf exponent that is 0.05 larger.
  const steeper = grammarUnigrams(createGrammar({ zipfExponent: 1.05 }));
  expect(
    chanceOf(
      counts,
      steeper.map((probability) => count * probability),
    ),
  ).toBeLessThan(1e-9);
});

test("pairs of classes have their exact probabilities", () => {
  const { classes, classProbability, nextState, stateProbability, wordClass } = grammar;
  const expected = new Float64Array(classes.length ** 2);
  nextState.forEach((next, at) => {
    if (next < 0) return;
    const first = stateProbability[Math.floor(at / classes.length)]! * classProbability[at]!;
    for (let second = 0; second < classes.length; second++) {
      expected[(at % classes.length) * classes.length + second]! +=
        count * first * classProbability[next * classes.length + second]!;
    }
  });
  const counts = new Int32Array(expected.length);
  for (let block = 0; block < count; block++) {
    const [first, second] = blockAt(blocks, block)
      .subarray(3)
      .map((id) => wordClass[id]!);
    counts[first! * classes.length + second!]!++;
  }
  expect(chanceOf(counts, expected)).toBeGreaterThan(1e-3);
});

test("every sample is grammatical", () => {
  const long = sampleGrammar(grammar, 50, 500, createRandom("long"));
  expect(grammarLogProbabilities(grammar, long).every(Number.isFinite)).toBe(true);
});

test("the stream decides, and the first blocks do not depend on how many follow", () => {
  const few = sampleGrammar(grammar, 3, length, createRandom("distribution of samples"));
  expect([few.count, few.length]).toEqual([3, length]);
  expect([...few.tokens]).toEqual([...blocks.tokens.subarray(0, 3 * length)]);
  const others = sampleGrammar(grammar, 3, length, createRandom("other"));
  expect([...others.tokens]).not.toEqual([...few.tokens]);
});

test("counts and lengths that are none are refused", () => {
  const random = createRandom(1);
  expect(() => sampleGrammar(grammar, 0, 5, random)).toThrow(
    new RangeError("sampleGrammar needs count to be a whole number of at least 1, got 0"),
  );
  expect(() => sampleGrammar(grammar, 5, 2.5, random)).toThrow(
    new RangeError("sampleGrammar needs length to be a whole number of at least 1, got 2.5"),
  );
});

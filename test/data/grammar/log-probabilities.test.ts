import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grammarUnigrams } from "../../../lib/data/grammar/entropy-rate";
import { createGrammar, type Grammar } from "../../../lib/data/grammar/grammar";
import { grammarLogProbabilities } from "../../../lib/data/grammar/log-probabilities";
import { sampleGrammar } from "../../../lib/data/grammar/sample";
import { grammarIds } from "../../../lib/data/grammar/text";
import { tokenBlocks } from "../../../lib/data/token-blocks";
import { createRandom } from "../../../lib/random/create-random";

const grammar = createGrammar({ words: 150, topics: 2 });
const prefixes = fc.record({ seed: fc.integer(), length: fc.integer({ min: 1, max: 30 }) });

function blockOf({ seed, length }: { seed: number; length: number }): Int32Array {
  return sampleGrammar(grammar, 1, length, createRandom(seed)).tokens;
}

test("the probabilities of all words that may follow sum to 1", () => {
  fc.assert(
    fc.property(prefixes, (prefix) => {
      const block = blockOf(prefix);
      const continued = Int32Array.from(
        { length: grammar.vocabularySize * (block.length + 1) },
        (_, at) => block[at % (block.length + 1)] ?? Math.floor(at / (block.length + 1)),
      );
      const found = grammarLogProbabilities(grammar, tokenBlocks(continued, block.length + 1));
      const last = found.filter((_, at) => at % (block.length + 1) === block.length);
      expect(last.reduce((sum, own) => sum + Math.exp(own), 0)).toBeCloseTo(1, 12);
      expect([...last.subarray(0, 4)]).toEqual(Array(4).fill(-Infinity));
    }),
  );
});

test("they multiply to the probability of the block, summed over all sequences of states", () => {
  fc.assert(
    fc.property(prefixes, (prefix) => {
      const block = blockOf(prefix);
      const sum = logProbabilitiesOf(block).reduce((total, own) => total + own, 0);
      expect(sum).toBeCloseTo(Math.log(blockProbability(grammar, block)), 9);
    }),
  );
});

/** The sum over all states before the first word of what the words then have as probability. */
function blockProbability({ classes, ...own }: Grammar, block: Int32Array): number {
  let total = 0;
  for (let begin = 0; begin < own.states; begin++) {
    let [state, probability] = [begin, own.stateProbability[begin]!];
    for (const id of block) {
      if (state < 0) break;
      const arc = state * classes.length + own.wordClass[id]!;
      probability *= own.classProbability[arc]! * own.wordShare[id]!;
      state = own.nextState[arc]!;
    }
    total += probability;
  }
  return total;
}

function logProbabilitiesOf(block: Int32Array): Float64Array {
  return grammarLogProbabilities(grammar, { tokens: block, count: 1, length: block.length });
}

function logProbabilitiesOfText(text: string): number[] {
  return [...logProbabilitiesOf(grammarIds(grammar, text))];
}

test("the first word of a block has its probability anywhere in the text", () => {
  const unigrams = grammarUnigrams(grammar);
  const words = Int32Array.from(unigrams, (_, id) => id);
  const found = grammarLogProbabilities(grammar, tokenBlocks(words, 1));
  found.forEach((own, id) => {
    expect(Math.exp(own)).toBeCloseTo(unigrams[id]!, 14);
  });
});

test("once a sentence has ended, only the topic of the last one counts", () => {
  const noun = grammar.words[grammar.classStart[grammar.classes.indexOf("plural noun of topic 0")]!]!;
  const verb = grammar.words[grammar.classStart[grammar.classes.indexOf("plural verb")]!]!;
  const short = logProbabilitiesOfText(`. ${noun} ${verb} . the`);
  const long = logProbabilitiesOfText(`the ${noun} in many ${noun} ${verb} . ${noun} ${verb} . the`);
  expect(long.at(-1)).toBeCloseTo(short.at(-1)!, 14);
  // Of a phrase that begins, 20 % with a determiner of either number; `the` leads five.
  const the = 0.2 / (1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5);
  expect(short.at(-1)).toBeCloseTo(Math.log(the), 12);
});

describe("what cannot follow has −Infinity, and reading goes on from there", () => {
  const classWord = (name: string, rank = 0): string =>
    grammar.words[grammar.classStart[grammar.classes.indexOf(name)]! + rank]!;
  const dogs = classWord("plural noun of topic 0");
  const dog = classWord("singular noun of topic 0");
  const house = classWord("singular noun of topic 1");
  const runs = classWord("singular verb");
  const run = classWord("plural verb");

  test.each([
    ["a plural determiner before a singular noun", `. these ${dog}`],
    ["a singular determiner before a plural noun", `. every ${dogs}`],
    ["a verb that does not agree with its subject", `. these ${dogs} ${runs}`],
    ["nor behind an attribute in the other number", `. the ${dogs} near this ${dog} ${runs}`],
    ["a noun of another topic in the sentence", `. the ${dogs} ${run} this ${house}`],
    ["a determiner after another", ". the a"],
    ["a sentence without verb", `. the ${dogs} .`],
    ["a word that is none", ". the <unk>"],
  ])("%s", (_, text) => {
    const found = logProbabilitiesOfText(text);
    expect(found.at(-1)).toBe(-Infinity);
    expect(found.slice(0, -1).every(Number.isFinite)).toBe(true);
  });

  test("agreement itself is possible", () => {
    const text = `. the ${dogs} near this ${dog} ${run} every ${dog} . the ${house} ${runs} .`;
    expect(logProbabilitiesOfText(text).every(Number.isFinite)).toBe(true);
  });

  test("after an error the rest is as in a block that begins with the wrong word", () => {
    const found = logProbabilitiesOfText(`. the a ${dog} ${runs} .`);
    expect(found.slice(3)).toEqual(logProbabilitiesOfText(`a ${dog} ${runs} .`).slice(1));
  });

  test("after what is no word the rest is as in a block of its own", () => {
    const found = logProbabilitiesOfText(`. the nothing a ${dog} ${runs} .`);
    expect(found.slice(3)).toEqual(logProbabilitiesOfText(`a ${dog} ${runs} .`));
  });
});

test("blocks do not know of each other", () => {
  const blocks = sampleGrammar(grammar, 20, 7, createRandom("blocks"));
  const together = grammarLogProbabilities(grammar, blocks);
  for (let block = 0; block < 20; block++) {
    const own = logProbabilitiesOf(blocks.tokens.slice(block * 7, (block + 1) * 7));
    expect([...together.subarray(block * 7, (block + 1) * 7)]).toEqual([...own]);
  }
});

test("an id outside the vocabulary is refused, with its place", () => {
  const tokens = Int32Array.of(5, 6, 7, 154);
  expect(() => grammarLogProbabilities(grammar, { tokens, count: 2, length: 2 })).toThrow(
    new RangeError("grammarLogProbabilities needs ids from 0 to 153: token 1 of block 1 is 154"),
  );
  expect(() => logProbabilitiesOf(Int32Array.of(-1))).toThrow("token 0 of block 0 is -1");
});

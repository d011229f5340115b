import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { grammarEntropyRate } from "../../../lib/data/grammar/entropy-rate";
import { createGrammar } from "../../../lib/data/grammar/grammar";
import { grammarLogProbabilities } from "../../../lib/data/grammar/log-probabilities";
import { grammarIds } from "../../../lib/data/grammar/text";
import { plainLines, runningText } from "../../../lib/data/plain-lines";
import { grammarArticles } from "../../../lib/data/stand-ins/grammar-articles";
import { tokenBlocks } from "../../../lib/data/token-blocks";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";

const parts = grammarArticles(createRandom("grammar articles test"));
const grammar = createGrammar();

test("without headings every part is text of the grammar, whole sentences, of its entropy rate", () => {
  for (const text of Object.values(parts)) {
    const ids = grammarIds(grammar, runningText(text));
    expect(grammar.words[ids.at(-1)!]).toBe(".");
    const whole = { tokens: ids, count: 1, length: ids.length };
    expect(grammarLogProbabilities(grammar, whole).every(Number.isFinite)).toBe(true);
  }
  const blocks = tokenBlocks(grammarIds(grammar, runningText(parts.train)), 1000);
  const found = grammarLogProbabilities(grammar, blocks);
  const means = Float64Array.from({ length: blocks.count }, (_, block) => {
    const own = found.subarray(block * 1000 + 100, (block + 1) * 1000);
    return -own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  const { measured, standardError } = meanAndStandardError(means);
  expect(Math.abs(measured - grammarEntropyRate(grammar))).toBeLessThan(4 * standardError);
});

test("the parts have their sizes: 500,000 and twice 50,000 words, but for sentences that are cut", () => {
  const words = Object.values(parts).map((text) => runningText(text).split(" ").length);
  for (const [part, size] of [500_000, 50_000, 50_000].entries()) {
    expect(words[part]!).toBeGreaterThan(size - 300);
    expect(words[part]!).toBeLessThanOrEqual(size);
  }
  expect(parts.train.length).toBeGreaterThan(2_000_000);
  expect(parts.train.length).toBeLessThan(4_000_000);
});

test("the form is WikiText's: titles, sections, a paragraph of at least 80 words a line", () => {
  const lines = parts.validation.split("\n");
  expect(lines.slice(0, 3)).toEqual([" ", expect.stringMatching(/^ = [a-z]+ = $/), " "]);
  const titles = lines.filter((line) => /^ = [a-z]+ = $/.test(line)).length;
  const sections = lines.filter((line) => /^ = = [a-z]+ = = $/.test(line)).length;
  const paragraphs = plainLines(parts.validation);
  expect(titles).toBe(Math.ceil(paragraphs.length / 12));
  expect(titles + sections).toBe(Math.ceil(paragraphs.length / 3));
  for (const paragraph of paragraphs) {
    expect(paragraph.split(" ").length).toBeGreaterThanOrEqual(80);
    expect(paragraph.endsWith(" .")).toBe(true);
  }
});

test("the parts differ, and are the same on every machine", () => {
  expect(parts.validation).not.toBe(parts.test);
  expect(parts.train.startsWith(parts.test.slice(0, 1000))).toBe(false);
  expect(createHash("sha256").update(parts.train).digest("hex")).toBe(
    "ccf9f2128167832e03695b2edd09acb63d613649d3733dff6039af8aa715f933",
  );
  expect(grammarArticles(createRandom("grammar articles test"))).toEqual(parts);
  expect(grammarArticles(createRandom("another seed")).test).not.toBe(parts.test);
});

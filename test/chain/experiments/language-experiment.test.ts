import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { prepareLanguageExperiment } from "../../../lib/chain/experiments/language-experiment";
import { createGrammar } from "../../../lib/data/grammar/grammar";
import { sampleGrammar } from "../../../lib/data/grammar/sample";
import { grammarText } from "../../../lib/data/grammar/text";
import { createRandom } from "../../../lib/random/create-random";

const random = createRandom("experiment");
const grammar = createGrammar({ words: 100 });
const textOf = (words: number, label: string) =>
  grammarText(grammar, sampleGrammar(grammar, 1, words, random.fork(label)).tokens);
const corpus = { train: textOf(3000, "train"), test: textOf(500, "test") };
const model = { vocabularySize: 300, hiddenSize: 8, layers: 1, heads: 1, trainingTokens: 1000 };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "experiment-"));
  vi.stubEnv("MODEL_COLLAPSE_CHAINS", folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("prepareLanguageExperiment", () => {
  test("trains a base on text before the original blocks, and is repeated to the digit", async () => {
    const options = { corpus, model, blocks: 6, blockLength: 8, blocksPerText: 2, testTokens: 100 };
    const { tokenizer, base, real, heldOut } = await prepareLanguageExperiment(options, random.fork("a"));
    expect(base.configuration).toMatchObject({
      hiddenSize: 8,
      layers: 1,
      positions: 16,
      vocabularySize: 300,
    });
    expect([real.count, real.length, heldOut.count, heldOut.length]).toEqual([6, 8, 6, 16]);
    const stream = tokenizer.encode(corpus.train.trim());
    expect([...real.tokens]).toEqual([...stream.slice(1000, 1048)]);
    const again = await prepareLanguageExperiment(options, random.fork("a"));
    expect(again.base.parameters).toEqual(base.parameters);
  });

  test.each([
    [{ blocks: 1e6 }, /needs 1000000 blocks of 64 tokens \(blocks\), the corpus has \d+: give more text/],
    [
      { model: { ...model, trainingTokens: 1e6 } },
      /needs a corpus of more than 1000064 tokens, .* got \d+: give/,
    ],
    [{ blockLength: 1 }, /needs blockLength to be a whole number of at least 2, got 1/],
    [{ model: "/nowhere/at/all" }, /npm run fetch/],
  ])("refuses %o", async (changes, message) => {
    const options = { corpus, model, ...changes };
    await expect(prepareLanguageExperiment(options, random)).rejects.toThrow(message);
  });
});

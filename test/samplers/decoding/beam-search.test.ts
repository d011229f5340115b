import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish } from "../../../lib/fitters/finish";
import { createRandom } from "../../../lib/random/create-random";
import { searchBeams } from "../../../lib/samplers/decoding/beam-search";
import { planDecoding } from "../../../lib/samplers/decoding/plan";
import type { DecodingSettings } from "../../../lib/samplers/decoding/settings";
import { functionReader, hashedLogits, logSoftmax, type NextLogits } from "./function-reader";
import { write } from "./helpers";

const random = createRandom("nothing is drawn");

/** The best of all texts that can follow, by log-probability / length ** lengthPenalty. */
function bestOfAll(nextLogits: NextLogits, prompt: readonly number[], settings: DecodingSettings): number[] {
  const { maximumNewTokens, endToken, lengthPenalty = 1 } = settings;
  let [best, bestScore] = [[] as number[], -Infinity];
  const follow = (tokens: readonly number[], score: number) => {
    const logProbabilities = logSoftmax(Float32Array.from(nextLogits([...prompt, ...tokens])));
    for (const [token, logProbability] of logProbabilities.entries()) {
      const text = [...tokens, token];
      const sum = score + logProbability;
      const final = sum / text.length ** lengthPenalty;
      if (token !== endToken && text.length < maximumNewTokens) follow(text, sum);
      else if (final > bestScore) [best, bestScore] = [text, final];
    }
  };
  follow([], 0);
  return best;
}

describe("beam search", () => {
  test.each([-1, 0, 0.5, 1, 2])("with a beam for every text finds the best of all (lengthPenalty %f)", (lengthPenalty) => {
    for (const [size, maximumNewTokens, endToken] of [[2, 6, 1], [3, 4, 2], [4, 4, undefined], [5, 3, 0]] as const) {
      for (let prompt = 0; prompt < size; prompt++) {
        const settings = { maximumNewTokens, beams: 260, lengthPenalty, endToken };
        const nextLogits = hashedLogits(size);
        const [found] = write(functionReader(size, nextLogits), [[prompt]], settings, random);
        expect(found).toEqual(bestOfAll(nextLogits, [prompt], settings));
      }
    }
  }); // biome-ignore format: a table

  test("with one beam and no end writes what greedy writing writes", () => {
    const reader = functionReader(50, hashedLogits(50));
    const prompts = Array.from({ length: 10 }, (_, index) => Int32Array.of(index, 2));
    const settings = { maximumNewTokens: 10, noRepeatNgram: 1 };
    const plan = { ...planDecoding("test", settings), method: "beam search" as const };
    const stepAfter = () => ({ share: 0 });
    const batch = { caller: "test", reader, plan, prompts, first: 0, randoms: [], stepAfter };
    const greedy = write(
      reader,
      prompts.map((prompt) => Array.from(prompt)),
      settings,
      random,
    );
    expect(finish(searchBeams(batch)).map((tokens) => Array.from(tokens))).toEqual(greedy);
  });

  const settingsOfAnyKind = fc.record({
    maximumNewTokens: fc.integer({ min: 1, max: 9 }),
    beams: fc.integer({ min: 2, max: 6 }),
    lengthPenalty: fc.constantFrom(-1, 0, 1, 2),
    earlyStopping: fc.constantFrom(true, false, "never" as const),
    endToken: fc.constantFrom(undefined, 1),
    noRepeatNgram: fc.constantFrom(0, 2, 3),
    repetitionPenalty: fc.constantFrom(1, 1.4),
  });
  const promptLists = fc.array(fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 8,
  });

  test("prompts do not see each other: neither their order nor the batches matter", () => {
    const reader = functionReader(13, hashedLogits(13));
    fc.assert(
      fc.property(
        promptLists,
        settingsOfAnyKind,
        fc.integer({ min: 1, max: 4 }),
        (prompts, settings, promptsPerBatch) => {
          const together = write(reader, prompts, settings, random);
          expect(write(reader, prompts, { ...settings, promptsPerBatch }, random)).toEqual(together);
          const backwards = write(reader, prompts.slice().reverse(), settings, random);
          expect(backwards.reverse()).toEqual(together);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the best tokens of each row give what all scores give", () => {
    fc.assert(
      fc.property(promptLists, settingsOfAnyKind, (prompts, { repetitionPenalty: _, ...settings }) => {
        const few = functionReader(13, hashedLogits(13));
        const found = write(few, prompts, settings, random);
        expect(few.asked.every((kind) => kind.startsWith("best"))).toBe(true);
        // One in 32 bits: all scores are looked through, and none changes.
        const all = functionReader(13, hashedLogits(13));
        expect(write(all, prompts, { ...settings, repetitionPenalty: 1 + 1e-12 }, random)).toEqual(found);
        expect(all.asked.every((kind) => kind === "logProbabilities")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("asks for twice as many tokens as beams, and more where some may be excluded", () => {
    const reader = functionReader(50, hashedLogits(50));
    write(reader, [[1], [2]], { maximumNewTokens: 2, beams: 5 }, random);
    expect(reader.asked).toEqual(["best 10", "best 10"]);
    expect(reader.started).toEqual([{ prompts: 2, rowsPerGroup: 5, furtherTokens: 1 }]);
    reader.asked.length = 0;
    write(reader, [[1], [2]], { maximumNewTokens: 2, beams: 5, suppressedTokens: [4, 4, 9] }, random);
    expect(reader.asked).toEqual(["best 12", "best 12"]);
  });

  test("excluding leaves nothing twice, more beams than tokens", () => {
    const reader = functionReader(4, hashedLogits(4));
    const [tokens] = write(reader, [[0]], { maximumNewTokens: 3, beams: 7, noRepeatNgram: 1 }, random);
    expect(tokens!.slice().sort()).toEqual([1, 2, 3]);
  });

  test("ends with what it has when nothing may follow", () => {
    const reader = functionReader(4, hashedLogits(4));
    const settings = {
      maximumNewTokens: 9,
      beams: 3,
      noRepeatNgram: 1,
      endToken: 3,
      earlyStopping: "never" as const,
    };
    for (const tokens of write(reader, [[0], [1]], settings, random)) {
      expect(tokens.at(-1)).toBe(3);
      expect(new Set(tokens).size).toBe(tokens.length);
    }
  });

  test("ends early as it is told", () => {
    // [1] and [0, 1] end after one and two tokens; [0, 0, …] comes through the gap and is nearly certain from there.
    const search = (gap: number, earlyStopping: boolean | "never") => {
      const ahead = [[0.35, 0.4, 0.25], [gap, 0.98 - gap, 0.02]];
      const reader = functionReader(3, (text) => (ahead[text.length - 1] ?? [0.99, 0.005, 0.005]).map(Math.log));
      return write(reader, [[0]], { maximumNewTokens: 12, beams: 2, endToken: 1, earlyStopping }, random)[0];
    };
    const long = new Array(12).fill(0);
    // Both have ended, and what runs is behind them at its length, (ln 0.35 + ln 0.35) / 2 < ln 0.4, …
    expect([search(0.35, true), search(0.35, false), search(0.35, "never")]).toEqual([[0, 1], [0, 1], long]);
    // … or it is not: (ln 0.35 + ln 0.48) / 2 > ln 0.4.
    expect([search(0.48, true), search(0.48, false), search(0.48, "never")]).toEqual([[0, 1], long, long]);
  }); // biome-ignore format: a table

  test("a longer length pays where the penalty says so", () => {
    // After the prompt the text may end with probability 0.6, or go on for ever at 0.9 a token.
    const reader = functionReader(3, (text) =>
      [0.9, text.length === 1 ? 0.6 : 0.05, 0.05].map((p) => Math.log(p)),
    );
    const lengthOf = (lengthPenalty: number) => {
      const settings = {
        maximumNewTokens: 8,
        beams: 2,
        endToken: 1,
        lengthPenalty,
        earlyStopping: "never" as const,
      };
      return write(reader, [[0]], settings, random)[0]!.length;
    };
    expect(lengthOf(0)).toBe(1);
    expect(lengthOf(2)).toBe(8);
  });
});

import { describe, expect, test } from "vitest";
import type { WorkStep } from "../../../lib/fitters/family";
import { finish } from "../../../lib/fitters/finish";
import { createRandom } from "../../../lib/random/create-random";
import { decode } from "../../../lib/samplers/decoding/decode";
import type { DecodingSettings } from "../../../lib/samplers/decoding/settings";
import { functionReader, hashedLogits } from "./function-reader";
import { write } from "./helpers";

const random = createRandom("decode");

describe("decode", () => {
  test("is greedy unless told to draw or search, and asks for no more than it needs", () => {
    const reader = functionReader(9, hashedLogits(9));
    const greedy = write(reader, [[1], [2, 3]], { maximumNewTokens: 4 }, random);
    expect(reader.asked).toEqual(Array.from({ length: 4 }, () => "best 1"));
    expect(reader.started).toEqual([{ prompts: 2, rowsPerGroup: 1, furtherTokens: 3 }]);
    expect(write(reader, [[1], [2, 3]], { maximumNewTokens: 4, topK: 1 }, random)).toEqual(greedy);
    expect(write(reader, [[1], [2, 3]], { maximumNewTokens: 4, beams: 1 }, random)).toEqual(greedy);
    reader.asked.length = 0;
    write(reader, [[1]], { maximumNewTokens: 1, temperature: 1 }, random);
    write(reader, [[1]], { maximumNewTokens: 1, repetitionPenalty: 2 }, random);
    write(reader, [[1]], { maximumNewTokens: 1, suppressedTokens: [4] }, random);
    expect(reader.asked).toEqual(["probabilities", "logits", "best 2"]);
  });

  test("returns the new tokens alone, the end last, and stops when all have ended", () => {
    // Counts on from the last token; 7 ends.
    const reader = functionReader(10, (text) =>
      Float32Array.from({ length: 10 }, (_, token) => (token === text.at(-1)! + 1 ? 5 : 0)),
    );
    const settings = { maximumNewTokens: 9, endToken: 7 };
    expect(write(reader, [[0, 5], [4]], settings, random)).toEqual([
      [6, 7],
      [5, 6, 7],
    ]);
    expect(reader.asked).toHaveLength(3);
    expect(write(reader, [[0, 5], [4]], { ...settings, beams: 3 }, random)).toEqual([
      [6, 7],
      [5, 6, 7],
    ]);
    expect(write(reader, [[2]], { ...settings, maximumNewTokens: 2 }, random)).toEqual([[3, 4]]);
    expect(write(reader, [[5]], { ...settings, minimumNewTokens: 4 }, random)).toEqual([
      [6, 0, 1, 2, 3, 4, 5, 6, 7],
    ]);
    expect(write(reader, [], settings, random)).toEqual([]);
  });

  test("takes ids in any kind of array, and leaves them as they are", () => {
    const reader = functionReader(9, hashedLogits(9));
    const prompt = Object.freeze([1, 2]);
    const settings = { maximumNewTokens: 3, suppressedTokens: Int32Array.of(5) };
    const [plain, typed] = finish(decode(reader, [prompt, Uint8Array.of(1, 2)], settings, []));
    expect(plain).toEqual(typed);
    expect(plain).toBeInstanceOf(Int32Array);
  });

  test.each([{ temperature: 1 }, { beams: 2 }])("tells how far it is, token by token (%o)", (method) => {
    const reader = functionReader(9, hashedLogits(9));
    const prompts = Array.from({ length: 5 }, (_, index) => [index]);
    const randoms = prompts.map((_, index) => random.fork(index));
    const steps: WorkStep[] = [];
    const work = decode(reader, prompts, { ...method, maximumNewTokens: 3, promptsPerBatch: 2 }, randoms);
    for (let turn = work.next(); !turn.done; turn = work.next()) steps.push(turn.value);
    expect(steps).toHaveLength(9);
    expect(steps[4]).toEqual({
      share: (2 + (2 * 2) / 3) / 5,
      note: "writing, token 2 of 3 for prompts 3 to 4 of 5",
    });
    expect(steps.map(({ share }) => share)).toEqual(steps.map(({ share }) => share).sort((a, b) => a - b));
    expect(steps.at(-1)!.share).toBe(1);
  });

  test("batches are of 128 prompts, and of 32 for beam search", () => {
    const sizes = (settings: DecodingSettings) => {
      const reader = functionReader(5, hashedLogits(5));
      write(
        reader,
        Array.from({ length: 130 }, () => [1]),
        settings,
        random,
      );
      return reader.started.map(({ prompts }) => prompts);
    };
    expect(sizes({ maximumNewTokens: 1 })).toEqual([128, 2]);
    expect(sizes({ maximumNewTokens: 1, beams: 2 })).toEqual([32, 32, 32, 32, 2]);
  });
});

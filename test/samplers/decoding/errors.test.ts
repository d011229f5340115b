import { describe, expect, test } from "vitest";
import { createRandom } from "../../../lib/random/create-random";
import { decode } from "../../../lib/samplers/decoding/decode";
import type { DecodingSettings } from "../../../lib/samplers/decoding/settings";
import { functionReader, hashedLogits } from "./function-reader";
import { write } from "./helpers";

const random = createRandom("errors");
const reader = functionReader(10, hashedLogits(10), 20);
const from = (settings: unknown, prompts: unknown = [[1]]) =>
  decode(reader, prompts as number[][], settings as DecodingSettings, [random], "generate");

describe("settings that are refused, before anything is read", () => {
  test.each([
    [undefined, /^generate needs settings such as \{ maximumNewTokens: 64 \}, got undefined$/],
    [{}, /maximumNewTokens to be a whole number of at least 1, got undefined/],
    [{ maximumNewTokens: 0 }, /maximumNewTokens to be a whole number of at least 1, got 0/],
    [{ maximumNewTokens: 2, minimumNewTokens: -1 }, /minimumNewTokens to be a whole number of at least 0, got -1/],
    [{ maximumNewTokens: 2, minimumNewTokens: 3 }, /minimumNewTokens to be at most maximumNewTokens \(2\), got 3/],
    [{ maximumNewTokens: 2, beams: 0 }, /beams to be a whole number of at least 1, got 0/],
    [{ maximumNewTokens: 2, beams: 2.5 }, /beams to be a whole number of at least 1, got 2.5/],
    [{ maximumNewTokens: 2, beams: 2, topP: 0.9, temperature: 1 }, /either beams above 1, which search and draw nothing, or temperature and topP, got both: leave out temperature and topP, or set beams to 1/],
    [{ maximumNewTokens: 2, repetitionPenalty: 0 }, /repetitionPenalty to be a finite number above 0, got 0; 1 is none/],
    [{ maximumNewTokens: 2, temperature: 0 }, /temperature to be a finite number above 0, got 0\. For the most probable token every time leave it out/],
    [{ maximumNewTokens: 2, noRepeatNgram: 1.5 }, /noRepeatNgram to be a whole number of at least 0, got 1.5/],
    [{ maximumNewTokens: 2, topK: 0 }, /topK to be a whole number of at least 1, got 0/],
    [{ maximumNewTokens: 2, topP: 0 }, /topP to be a probability in \(0, 1\], got 0/],
    [{ maximumNewTokens: 2, topP: 90 }, /topP to be a probability in \(0, 1\], got 90/],
    [{ maximumNewTokens: 2, typicalP: Number.NaN }, /typicalP to be a probability in \(0, 1\], got NaN/],
    [{ maximumNewTokens: 2, lengthPenalty: Infinity }, /lengthPenalty to be a finite number, got Infinity/],
    [{ maximumNewTokens: 2, earlyStopping: "always" }, /earlyStopping to be true, false or "never", got "always"/],
    [{ maximumNewTokens: 2, promptsPerBatch: 0 }, /promptsPerBatch to be a whole number of at least 1, got 0/],
    [{ maximumNewTokens: 2, endToken: -1 }, /endToken to be a whole number of at least 0, got -1/],
    [{ maximumNewTokens: 2, endToken: 10 }, /endToken to be token ids from 0 to 9, got 10/],
    [{ maximumNewTokens: 2, suppressedTokens: [1, 12] }, /suppressedTokens to be token ids from 0 to 9, got 12/],
    [{ maximumNewTokens: 2, suppressedTokens: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, /suppressedTokens to leave some of the 10 tokens, got all of them/],
  ])("%o", (settings, message) => {
    expect(() => from(settings)).toThrow(message);
  }); // biome-ignore format: a table
});

describe("prompts that are refused", () => {
  const settings = { maximumNewTokens: 5 };
  test.each([
    ["no list", "hello", TypeError, /needs an array of prompts, each an array of token ids, got string/],
    ["text", ["hello"], TypeError, /prompts to be arrays of token ids, got hello as prompt 0\. Encode text first/],
    ["an empty one", [[1], []], RangeError, /prompts of at least one token, got none in prompt 1/],
    ["strange ids", [[1], [3, 10]], RangeError, /token ids from 0 to 9, got 10 as token 1 of prompt 1\. Was it encoded by the model's own tokenizer\?/],
    ["fractions", [[0.5]], RangeError, /token ids from 0 to 9, got 0.5 as token 0 of prompt 0/],
    ["a long one", [[1], new Array(16).fill(1)], RangeError, /fit the 20 positions of the model, got 16 tokens in prompt 1 and maximumNewTokens 5: shorten the prompt to 15, or lower maximumNewTokens/],
  ])("%s", (_, prompts, kind, message) => {
    expect(() => from(settings, prompts)).toThrow(kind);
    expect(() => from(settings, prompts)).toThrow(message);
  }); // biome-ignore format: a table

  test("more new tokens than the model has positions", () => {
    expect(() => from({ maximumNewTokens: 20 })).toThrow(/maximumNewTokens 20: lower maximumNewTokens/);
    expect(() => from({ maximumNewTokens: 19 })).not.toThrow();
  });

  test("a stream is missing where tokens are drawn", () => {
    const drawing = () => decode(reader, [[1], [2]], { maximumNewTokens: 2, temperature: 1 }, [random]);
    expect(drawing).toThrow(/a stream of random numbers for each of 2 prompts, got 1\. Fork them from one/);
  });
});

describe("while it writes", () => {
  const methods = [{}, { repetitionPenalty: 2 }, { suppressedTokens: [1] }, { temperature: 1 }, { topP: 0.9 },
    { typicalP: 0.9, suppressedTokens: [1] }, { beams: 2 }, { beams: 2, repetitionPenalty: 2 }]; // biome-ignore format: a list

  test.each(methods)("scores that are not numbers (%o)", (method) => {
    const broken = functionReader(5, (text) => [
      0,
      1,
      text[0] === 4 && text.length === 4 ? Number.NaN : 2,
      0,
      0,
    ]);
    const prompts = [[1], [2], [4, 0]];
    expect(() =>
      write(broken, prompts, { ...method, maximumNewTokens: 6, promptsPerBatch: 2 }, random),
    ).toThrow(
      /^decode needs a model whose scores are numbers, got NaN for prompt 2 after 2 new tokens: its parameters, or its training data, are extreme/,
    );
  });

  test.each([
    {},
    { repetitionPenalty: 2 },
    { temperature: 1 },
    { topK: 2 },
    { beams: 2 },
    { beams: 2, repetitionPenalty: 2 },
  ])("nothing is left to write (%o)", (method) => {
    const small = functionReader(4, hashedLogits(4));
    const settings = { ...method, noRepeatNgram: 1, suppressedTokens: [3], maximumNewTokens: 6 };
    expect(() => write(small, [[0]], settings, random)).toThrow(
      /needs a token that may follow, got none for prompt 0 after 2 new tokens: noRepeatNgram 1 and suppressedTokens exclude them all\. Exclude less, or lower maximumNewTokens/,
    );
  });
});

import { describe, expect, test } from "vitest";
import { finish } from "../../../lib/fitters/finish";
import { createRandom } from "../../../lib/random/create-random";
import { decode } from "../../../lib/samplers/decoding/decode";
import type { DecodingSettings } from "../../../lib/samplers/decoding/settings";
import { seeds } from "../../random/goodness-of-fit";
import { functionReader, hashedLogits } from "./function-reader";
import { expectDraws, write } from "./helpers";

const ln = (probabilities: readonly number[]) => probabilities.map(Math.log);

describe("drawing follows the distribution that the settings state", () => {
  const roots = [Math.SQRT1_2, 0.5, Math.sqrt(0.2), Math.sqrt(0.05)];
  const sumOfRoots = roots.reduce((a, b) => a + b);
  const quarters = [0.25, 0.25, 0.25, 0.25];
  const cases: [string, readonly number[], Omit<DecodingSettings, "maximumNewTokens">, readonly number[]][] = [
    ["the model's own", [0.5, 0.25, 0.2, 0.05], { temperature: 1 }, [0.5, 0.25, 0.2, 0.05]],
    ["temperature 2 takes square roots", [0.5, 0.25, 0.2, 0.05], { temperature: 2 }, roots.map((p) => p / sumOfRoots)],
    ["temperature 1/2 squares", [0.6, 0.2, 0.2], { temperature: 0.5 }, [9 / 11, 1 / 11, 1 / 11]],
    ["the two most probable", [0.2, 0.5, 0.3], { topK: 2 }, [0, 0.625, 0.375]],
    ["one only", [0.2, 0.5, 0.3], { topK: 1 }, [0, 1, 0]],
    ["all that tie with the second", [0.2, 0.4, 0.2, 0.2], { topK: 2 }, [0.2, 0.4, 0.2, 0.2]],
    ["more than there are", [0.2, 0.5, 0.3], { topK: 9 }, [0.2, 0.5, 0.3]],
    ["a nucleus", [0.05, 0.5, 0.15, 0.3], { topP: 0.7 }, [0, 0.625, 0, 0.375]],
    ["a nucleus that is reached exactly", [0.2, 0.5, 0.3], { topP: 0.8 }, [0, 0.625, 0.375]],
    ["a nucleus that is missed by a hair", [0.2, 0.5, 0.3], { topP: 0.8000015 }, [0.2, 0.5, 0.3]],
    ["a nucleus of one", [0.2, 0.5, 0.3], { topP: 0.5 }, [0, 1, 0]],
    ["the smallest nucleus", [0.2, 0.5, 0.3], { topP: 1e-30 }, [0, 1, 0]],
    ["a nucleus of everything", [0.2, 0.5, 0.3], { topP: 1 }, [0.2, 0.5, 0.3]],
    ["of equal ones the last", quarters, { topP: 0.4 }, [0, 0, 0.5, 0.5]],
    ["top k, then a nucleus of those", [0.1, 0.4, 0.3, 0.2], { topK: 3, topP: 0.5 }, [0, 4 / 7, 3 / 7, 0]],
    // Entropy 1.75 bits; the tokens' surprise is 1, 2, 3 and 3 bits.
    ["the most typical", [0.5, 0.25, 0.125, 0.125], { typicalP: 0.2 }, [0, 1, 0, 0]],
    ["typical to a share reached exactly", [0.5, 0.25, 0.125, 0.125], { typicalP: 0.75 }, [2 / 3, 1 / 3, 0, 0]],
    ["typical, ties stay", [0.5, 0.25, 0.125, 0.125], { typicalP: 0.8 }, [0.5, 0.25, 0.125, 0.125]],
    ["without what is suppressed", [0.5, 0.25, 0.25], { temperature: 1, suppressedTokens: [0] }, [0, 0.5, 0.5]],
    ["penalised and scaled", [0.25, 0.5, 0.25], { temperature: 0.5, repetitionPenalty: 2 }, [16 / 81, 64 / 81, 1 / 81]],
  ]; // biome-ignore format: a table

  test.each(cases)("%s", (name, probabilities, settings, expected) => {
    const reader = functionReader(probabilities.length, () => ln(probabilities));
    for (const seed of seeds) {
      expectDraws(
        reader,
        [2],
        { ...settings, maximumNewTokens: 1 },
        expected,
        createRandom(`${name} ${seed}`),
      );
    }
  });

  test("many tokens, with a nucleus of thousands", () => {
    const weights = Array.from({ length: 3000 }, (_, token) => 1 / (1 + ((token * 7) % 3000)));
    const total = weights.reduce((a, b) => a + b);
    let mass = 0;
    const kept = new Set<number>();
    for (const token of Array.from(weights.keys()).sort((a, b) => weights[b]! - weights[a]!)) {
      if (mass >= 0.9 * total) break;
      kept.add(token);
      mass += weights[token]!;
    }
    const expected = weights.map((weight, token) => (kept.has(token) ? weight / mass : 0));
    const reader = functionReader(3000, () => ln(weights));
    expectDraws(reader, [0], { maximumNewTokens: 1, topP: 0.9 }, expected, createRandom("many"), 100_000);
  });

  test("what is left when nearly all probability is suppressed", () => {
    const logits = [200, 0, -1, 150];
    const settings = { maximumNewTokens: 1, temperature: 1, suppressedTokens: [0, 3] };
    const share = 1 / (1 + Math.exp(-1));
    const reader = functionReader(4, () => logits);
    expectDraws(reader, [2], settings, [0, share, 1 - share, 0], createRandom("suppressed"));
    expect(reader.asked).toContain("logits");
  });
});

describe("draws belong to their prompt", () => {
  const settings = { maximumNewTokens: 12, temperature: 1, endToken: 3 };
  const reader = functionReader(9, hashedLogits(9));
  const prompts = Array.from({ length: 20 }, (_, index) =>
    Array.from({ length: 1 + (index % 4) }, (_, at) => (index + at) % 9),
  );

  test.each([
    {},
    { topP: 0.8 },
    { topK: 3 },
    { typicalP: 0.7 },
    { noRepeatNgram: 2 },
    { repetitionPenalty: 1.5 },
  ])("alone, in small batches or all together: the same tokens (%o)", (further) => {
    const random = createRandom("batches");
    const together = write(reader, prompts, { ...settings, ...further }, random);
    expect(write(reader, prompts, { ...settings, ...further, promptsPerBatch: 3 }, random)).toEqual(together);
    const alone = prompts.map((prompt, index) => {
      const [tokens] = finish(decode(reader, [prompt], { ...settings, ...further }, [random.fork(index)]));
      return Array.from(tokens!);
    });
    expect(alone).toEqual(together);
    expect(new Set(together.map(String)).size).toBeGreaterThan(15);
    expect(together.some((tokens) => tokens.length < 12)).toBe(true);
  });

  test("one uniform a token, none after the end", () => {
    const random = createRandom("uniforms");
    const randoms = prompts.map((_, index) => random.fork(index));
    finish(decode(reader, prompts, settings, randoms)).forEach((tokens, index) => {
      const fresh = random.fork(index);
      for (let draw = 0; draw < tokens.length; draw++) fresh.next();
      expect(randoms[index]!.next()).toBe(fresh.next());
    });
  });
});

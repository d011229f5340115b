import { describe, expect, test } from "vitest";
import { finish } from "../../../lib/fitters/finish";
import { createRandom } from "../../../lib/random/create-random";
import { ContextRules } from "../../../lib/samplers/decoding/context-rules";
import { decode } from "../../../lib/samplers/decoding/decode";
import { planDecoding } from "../../../lib/samplers/decoding/plan";
import { functionReader } from "./function-reader";
import { golden, tableLogits } from "./golden";
import { expectDraws } from "./helpers";

describe("as Hugging Face transformers", () => {
  const size = golden.table[0]!.length;

  test.each(golden.searches.map((search) => [JSON.stringify(search.settings), search] as const))(
    "writes the same tokens: %s",
    (_, { settings, prompts, continuations }) => {
      const reader = functionReader(size, tableLogits);
      const written = finish(decode(reader, prompts, settings, []));
      expect(written.map((tokens) => Array.from(tokens))).toEqual(continuations);
    },
  );

  test("there are searches of each kind, and ends", () => {
    const withEnd = golden.searches.filter(({ settings, continuations }) =>
      continuations.some((tokens) => tokens.length < settings.maximumNewTokens),
    );
    expect(withEnd.length).toBeGreaterThan(10);
    expect(golden.searches.filter(({ settings }) => settings.beams !== undefined).length).toBeGreaterThan(60);
  });

  test.each(golden.penalties)("scores under penalty $repetitionPenalty to the last bit", (given) => {
    const { repetitionPenalty, noRepeatNgram, context, logits, scores } = given;
    const plan = planDecoding("test", { maximumNewTokens: 1, repetitionPenalty, noRepeatNgram });
    const rules = new ContextRules(plan, logits.length);
    // Neither neighbour belongs to the text.
    rules.read(Int32Array.of(1, ...context, 2), 1, context.length + 1, 0);
    const adjusted = Array.from(Float32Array.from(logits), (score, token) =>
      rules.isTouched(token) ? rules.adjusted(token, score) : score,
    );
    expect(adjusted).toEqual(scores.map((score) => (score === null ? -Infinity : Math.fround(score))));
  });

  test.each(golden.distributions.map((given) => [JSON.stringify(given.settings), given] as const))(
    "draws from the same distribution: %s",
    (name, { settings, context, logits, probabilities }) => {
      const reader = functionReader(logits.length, () => logits);
      expectDraws(reader, context, { ...settings, maximumNewTokens: 1 }, probabilities, createRandom(name));
    },
  );
});

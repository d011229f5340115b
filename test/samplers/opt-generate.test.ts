import { beforeAll, describe, expect, test } from "vitest";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import type { DecodingSettings } from "../../lib/samplers/decoding/settings";
import { generate } from "../../lib/samplers/generate";
import { type GoldenDecoding, goldenDecoding, goldenModels, rowsOf } from "../fitters/opt/golden-models";
import { aliveTensors } from "../nets/helpers";

beforeAll(tensorsReady);

/** Our names of the settings of transformers. */
const names: Readonly<Record<string, keyof DecodingSettings>> = {
  max_new_tokens: "maximumNewTokens",
  min_new_tokens: "minimumNewTokens",
  num_beams: "beams",
  length_penalty: "lengthPenalty",
  repetition_penalty: "repetitionPenalty",
  no_repeat_ngram_size: "noRepeatNgram",
  early_stopping: "earlyStopping",
};

function settingsFrom({ settings }: GoldenDecoding["cases"][number], endToken: number): DecodingSettings {
  const own = Object.entries(settings).map(([name, value]) => [names[name]!, value]);
  return { ...Object.fromEntries(own), endToken };
}

describe.each(goldenModels)("the $name model writes what transformers has it write", ({ name, model }) => {
  const { prompts, endToken, cases } = goldenDecoding(name);

  test.each(cases)("$name", (one) => {
    const before = aliveTensors();
    const written = generate(model, rowsOf(prompts), settingsFrom(one, endToken), createRandom("unused"));
    expect(rowsOf(written)).toEqual(one.tokens);
    expect(aliveTensors()).toBe(before);
  });

  const beside = cases.filter((one) => one.name === "greedy" || one.name === "beams, to an end");
  test.each(beside)("$name, one prompt at a time", (one) => {
    const settings = { ...settingsFrom(one, endToken), promptsPerBatch: 1 };
    const written = generate(model, rowsOf(prompts), settings, createRandom("unused"));
    expect(rowsOf(written)).toEqual(one.tokens);
  });
});

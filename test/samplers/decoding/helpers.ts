import { expect } from "vitest";
import { finish } from "../../../lib/fitters/finish";
import type { TokenReader } from "../../../lib/nets/token-reader";
import type { Random } from "../../../lib/random/random";
import { ContextRules } from "../../../lib/samplers/decoding/context-rules";
import { decode } from "../../../lib/samplers/decoding/decode";
import { planDecoding } from "../../../lib/samplers/decoding/plan";
import { RowSampler } from "../../../lib/samplers/decoding/sampler";
import type { DecodingSettings } from "../../../lib/samplers/decoding/settings";
import { StepScores } from "../../../lib/samplers/decoding/step-scores";
import { chiSquared } from "../../random/goodness-of-fit";

/** What decoding writes, as plain arrays. */
export function write(
  reader: TokenReader,
  prompts: readonly (readonly number[])[],
  settings: DecodingSettings,
  random: Random,
): number[][] {
  const randoms = prompts.map((_, index) => random.fork(index));
  return finish(decode(reader, prompts, settings, randoms)).map((tokens) => Array.from(tokens));
}

/**
 * Draws the token after `context` many times: none of probability zero may come, and the frequencies pass Pearson's
 * test at about five standard deviations of its statistic.
 */
export function expectDraws(
  reader: TokenReader,
  context: readonly number[],
  settings: DecodingSettings,
  probabilities: readonly number[],
  random: Random,
  draws = 40_000,
): void {
  const counts = new Float64Array(probabilities.length);
  const plan = planDecoding("test", settings);
  const rules = new ContextRules(plan, probabilities.length);
  const sampler = new RowSampler(plan, rules, probabilities.length);
  const text = Int32Array.from(context);
  const scores = reader.start([text], 1, 0);
  if (rules.active) rules.read(text, 0, text.length, 0);
  const step = new StepScores(scores, plan.temperature);
  for (let draw = 0; draw < draws; draw++) counts[sampler.draw(step, 0, random)]!++;
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(draws);
  const impossible = probabilities.flatMap((probability, token) =>
    probability === 0 ? [counts[token]] : [],
  );
  expect(impossible.every((count) => count === 0)).toBe(true);
  // What is expected less than ten times is counted together.
  const common = probabilities.flatMap((probability, token) => (probability * draws >= 10 ? [token] : []));
  const rare = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value, token) => sum + (common.includes(token) ? 0 : value), 0);
  const rareMass = rare(probabilities);
  const bins = [
    ...common.map((token) => probabilities[token]!),
    ...(rareMass * draws >= 10 ? [rareMass] : []),
  ];
  const counted = [
    ...common.map((token) => counts[token]!),
    ...(rareMass * draws >= 10 ? [rare(counts)] : []),
  ];
  const degrees = bins.length - 1;
  expect(chiSquared(counted, bins)).toBeLessThan(degrees + 5 * Math.sqrt(2 * degrees) + 10);
}

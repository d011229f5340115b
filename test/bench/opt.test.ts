import { beforeAll, expect, test } from "vitest";
import { drawTexts } from "../../lib/commands/bench/opt-models";
import { optTraining } from "../../lib/commands/bench/opt-training";
import { optWriting } from "../../lib/commands/bench/opt-writing";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { aliveTensors } from "../nets/helpers";

beforeAll(tensorsReady);

const small = { hiddenSize: 64, layers: 1, vocabularySize: 40, positions: 12 };
const attention = 4 * (64 * 64 + 64);
const feedForward = 64 * 256 + 256 + 256 * 64 + 64;
const normalizations = 3 * 2 * 64;
const parameters = 40 * 64 + (12 + 2) * 64 + attention + feedForward + normalizations;

test("texts hold no token that has a meaning of its own", () => {
  const texts = drawTexts(6, 20, 10, createRandom("texts"));
  expect(texts.map(({ length }) => length)).toEqual(new Array(20).fill(10));
  expect([...new Set(texts.flat())].sort()).toEqual([3, 4, 5]);
});

test("training goes on from run to run, counts steps of replicates and frees what it holds", async () => {
  const before = aliveTensors();
  const size = { ...small, texts: 3, length: 8, steps: 2, replicates: 2 };
  const workload = await optTraining("small", "a small one", { ...size, sameStart: true }).prepare();
  expect(workload.count).toBe(4);
  expect(workload.problem).toMatchObject({ parameters, first_steps: 3, steps: 4 });
  const { texts, weights } = workload.problem as { texts: number[][]; weights: { name: string }[] };
  expect(texts.map(({ length }) => length)).toEqual([8, 8, 8]);
  expect(weights.map(({ name }) => name)).toContain("model.decoder.layers.0.self_attn.k_proj.weight");
  const loss = await workload.run();
  // Before anything is learned a token costs ln 40; the third step begins a little below.
  expect(loss!).toBeLessThan(Math.log(40));
  expect(loss!).toBeGreaterThan(0.8 * Math.log(40));
  expect(await workload.run()).toBe(loss);
  workload.end!();
  expect(aliveTensors()).toBe(before);
});

test("without the same start no weights are sent, and the losses may differ more", async () => {
  const size = { ...small, texts: 2, length: 4, steps: 1, replicates: 1 };
  const workload = await optTraining("small", "a small one", { ...size, sameStart: false }).prepare();
  expect(workload.problem).toMatchObject({ parameters, weights: [] });
  expect(workload.tolerance).toBe(0.05);
  workload.end!();
});

test("writing is measured once: searched texts surprise less than drawn ones", async () => {
  const before = aliveTensors();
  const size = { ...small, prompts: 8, promptLength: 4, newTokens: 8 };
  const [drawn, searched] = await Promise.all(
    [1, 5].map((beams) => optWriting("small", "a small one", { ...size, beams }).prepare()),
  );
  expect(searched!.problem).toMatchObject({ parameters, beams: 5, new_tokens: 8 });
  const surprises = [await drawn!.run(), await searched!.run()];
  expect(surprises[1]!).toBeLessThan(surprises[0]!);
  expect(await drawn!.run()).toBe(surprises[0]);
  expect(aliveTensors()).toBe(before);
});

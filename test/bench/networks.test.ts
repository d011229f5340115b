import { beforeAll, expect, test } from "vitest";
import { autoencoderSampling } from "../../lib/commands/bench/autoencoder-sampling";
import { autoencoderTraining } from "../../lib/commands/bench/autoencoder-training";
import { drawDiscs } from "../../lib/commands/bench/discs";
import { requireImages } from "../../lib/data/images";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { aliveTensors } from "../nets/helpers";

beforeAll(tensorsReady);

test("discs are images that differ, partly ink", () => {
  const images = drawDiscs(50, createRandom("discs"));
  requireImages("test", images);
  const ink = Array.from({ length: 50 }, (_, image) =>
    images.values.subarray(image * 784, (image + 1) * 784).reduce((sum, value) => sum + value, 0),
  );
  // The area of a disc with a soft rim, of radius 3 to 7.
  for (const area of ink) expect(area > Math.PI * 2.4 ** 2 && area < Math.PI * 7 ** 2).toBe(true);
  expect(new Set(ink).size).toBe(50);
});

test("training goes on from run to run, counts steps of replicates and frees what it holds", async () => {
  const before = aliveTensors();
  const options = { architecture: { kind: "dense", hidden: 3, latent: 2 } } as const;
  const size = { batchSize: 1024, steps: 4, replicates: 2 };
  const workload = await autoencoderTraining("small", "a small one", options, size).prepare();
  expect(workload.count).toBe(8);
  expect(workload.problem).toMatchObject({
    batch: 1024,
    weight_decay: 0,
    steps: 8,
    first_steps: 4,
    parameters: 784 * 3 + 3 + (3 * 4 + 4) + (2 * 3 + 3) + (3 * 784 + 784),
  });
  const loss = await workload.run();
  // Before anything is learnt a pixel costs ln 2.
  expect(loss! / (784 * Math.LN2)).toBeGreaterThan(0.9);
  expect(loss! / (784 * Math.LN2)).toBeLessThan(1.05);
  expect(await workload.run()).toBe(loss);
  expect(aliveTensors()).toBeGreaterThan(before);
  workload.end!();
  expect(aliveTensors()).toBe(before);
});

test("sampling hands its decoder to the peer, and the mean pixel of other draws is the same", async () => {
  const workload = await autoencoderSampling("small", 500).prepare();
  const { decoder } = workload.problem as { decoder: { name: string; shape: number[] }[] };
  expect(Object.fromEntries(decoder.map(({ name, shape }) => [name, shape]))).toEqual({
    "decoder.hidden.weights": [20, 400],
    "decoder.hidden.bias": [1, 400],
    "decoder.logits.weights": [400, 784],
    "decoder.logits.bias": [1, 784],
  });
  const [one, other] = [await workload.run(), await workload.run()];
  expect(one).not.toBe(other);
  expect(Math.abs(one! / other! - 1)).toBeLessThan(workload.tolerance!);
});

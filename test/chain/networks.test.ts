import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChainError } from "../../lib/chain/chain-error";
import { runChain } from "../../lib/chain/executors/run-chain";
import type { Images } from "../../lib/data/images";
import type { Family } from "../../lib/fitters/family";
import type { VariationalAutoencoderModel } from "../../lib/fitters/variational-autoencoder/model";
import { createRandom } from "../../lib/random/create-random";
import { anchor } from "../../lib/regimes/anchor";
import { variationalAutoencoder } from "../../lib/samplers/variational-autoencoder";
import { expectSameParameters, noiseImages, tiny } from "../fitters/images";
import { aliveTensors } from "../nets/helpers";

type Autoencoders = Family<Images, VariationalAutoencoderModel>;

const random = createRandom("chain of networks");
const options = { architecture: tiny, steps: 8, batchSize: 10 };
const settings = {
  family: variationalAutoencoder(options),
  regime: anchor(0.25),
  real: noiseImages(20, 4, 4, random.fork("real")),
  generations: 3,
  replicates: 3,
  random,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chain-of-networks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the number of replicates changes no digit of any, and nothing is left in the engine", async () => {
  const before = aliveTensors();
  const three = await runChain(settings).collect();
  const one = await runChain({ ...settings, replicates: 1 }).collect();
  expect(three.map(({ replicate, generation }) => `${generation}/${replicate}`)).toHaveLength(12);
  for (const { generation, model } of one) {
    const same = three.find((record) => record.replicate === 0 && record.generation === generation)!;
    expectSameParameters(same.model.parameters, model.parameters);
    expect(same.model.losses).toEqual(model.losses);
  }
  expect(aliveTensors()).toBe(before);
});

test("a loss that is no number is a ChainError, and what was computed before it is kept", async () => {
  const before = aliveTensors();
  const diverging = variationalAutoencoder({ ...options, learningRate: 1e30 });
  const broken = { from: 2 };
  const fits: number[] = [];
  const family: Autoencoders = {
    ...settings.family,
    origin: undefined,
    fitTogether: (tasks) => {
      fits.push(tasks.length);
      return (fits.length > broken.from ? diverging : settings.family).fitTogether!(tasks);
    },
  };
  const chain = runChain({ ...settings, family, checkpoint: folder });
  const error: ChainError = await chain.collect().then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(ChainError);
  expect(error.generation).toBe(2);
  expect(error.message).toMatch(
    new RegExp(
      `^runChain failed in replicate ${error.replicate}, generation 2: fitVariationalAutoencoder stopped at step ` +
        "\\d of 8: the loss is (NaN|Infinity) at learning rate 1e\\+30. Lower learningRate",
    ),
  );
  expect(error.cause).toMatchObject({ name: "FitError", task: error.replicate });
  expect(aliveTensors()).toBe(before);

  // Generations 0 and 1 are in the folder: two more fits end the chain, with the digits of one that never broke.
  broken.from = Infinity;
  fits.length = 0;
  const resumed = await chain.collect();
  expect(fits).toEqual([3, 3]);
  const unbroken = await runChain(settings).collect();
  expect(resumed.map(({ replicate, generation }) => [replicate, generation])).toEqual(
    unbroken.map(({ replicate, generation }) => [replicate, generation]),
  );
  resumed.forEach(({ model }, i) => {
    expectSameParameters(model.parameters, unbroken[i]!.model.parameters);
  });
});

test("real images that no network of the kind can be fitted to end the chain at once, with the remedy", async () => {
  const family = variationalAutoencoder({
    ...options,
    architecture: { kind: "convolutional", channels: [2, 2], latent: 2 },
  });
  const real = noiseImages(20, 6, 6, random.fork("odd"));
  await expect(runChain({ ...settings, family, real }).collect()).rejects.toThrow(
    "runChain failed in replicate 0, generation 0: fitVariationalAutoencoder needs images whose sides are multiples of 4",
  );
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  loadVariationalAutoencoder,
  saveVariationalAutoencoder,
} from "../../../lib/fitters/files/variational-autoencoder";
import { finish } from "../../../lib/fitters/finish";
import { autoencoderAsTensors } from "../../../lib/fitters/variational-autoencoder/as-tensors";
import { fitAutoencodersTogether } from "../../../lib/fitters/variational-autoencoder/fit";
import { planOf } from "../../../lib/fitters/variational-autoencoder/options";
import { readSafetensors, writeSafetensors } from "../../../lib/nets/files/safetensors";
import { tensorsReady } from "../../../lib/nets/ready";
import type { NamedTensors } from "../../../lib/nets/safetensors/encode";
import { createRandom } from "../../../lib/random/create-random";
import { sampleVariationalAutoencoder } from "../../../lib/samplers/variational-autoencoder";
import { noiseImages, tiny, tinyConvolutional } from "../images";

beforeAll(tensorsReady);

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "models-"));
  path = join(folder, "model.safetensors");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const random = createRandom("saved");
const models = [tiny, tinyConvolutional].map((architecture) => {
  const plan = planOf({ architecture, steps: 9, batchSize: 4 });
  return finish(
    fitAutoencodersTogether(plan, [{ data: noiseImages(12, 8, 4, random.fork("data")), random }]),
  )[0]!;
});

test.each(models)(
  "a saved model of a $architecture.kind network comes back, every number as it was",
  async (model) => {
    await saveVariationalAutoencoder(model, path);
    const loaded = await loadVariationalAutoencoder(path);
    expect(loaded).toEqual(model);
    expect(Object.keys(loaded.parameters)).toEqual(Object.keys(model.parameters));
    expect(sampleVariationalAutoencoder(loaded, 3, createRandom(1))).toEqual(
      sampleVariationalAutoencoder(model, 3, createRandom(1)),
    );
  },
);

test("other programs find the architecture, the size and the learning curve among the metadata", async () => {
  await saveVariationalAutoencoder(models[0]!, path);
  const { metadata } = await readSafetensors(path);
  expect(metadata).toEqual({
    format: "model-collapse variational autoencoder 1",
    architecture: '{"kind":"dense","hidden":12,"latent":3}',
    height: "8",
    width: "4",
    losses: JSON.stringify([...models[0]!.losses]),
  });
});

describe("what is no saved model is refused, naming the file and the remedy", () => {
  const saved = autoencoderAsTensors(models[0]!);
  const convolutional = autoencoderAsTensors(models[1]!);
  const { "encoder.hidden.bias": bias, ...others } = saved.parameters;
  const withMetadata = (changes: Record<string, string>, of = saved) => ({
    ...of,
    metadata: { ...of.metadata, ...changes },
  });
  const withBias = (shape: number[], value: number) => ({
    ...saved,
    parameters: { ...others, "encoder.hidden.bias": { shape, values: new Float32Array(12).fill(value) } },
  });

  test.each<[string, NamedTensors, string]>([
    ["no format", { ...saved, metadata: {} }, 'its metadata name the format undefined, not "model-collapse variational autoencoder 1"'],
    ["a later format", withMetadata({ format: "2" }), 'its metadata name the format "2", not "model-collapse variational autoencoder 1"'],
    ["an unreadable architecture", withMetadata({ architecture: "{" }), "its metadata hold no architecture that can be read"],
    ["no architecture", withMetadata({ architecture: "null" }), "its metadata hold no architecture that can be read"],
    ["another architecture", withMetadata({ architecture: '{"kind":"recurrent"}' }), 'its network needs architecture.kind "dense" or "convolutional", got "recurrent"'],
    ["no height", withMetadata({ height: "tall" }), "its network needs height to be a whole number of at least 1, got NaN"],
    ["sides that cannot be halved twice", withMetadata({ height: "6" }, convolutional), "its network needs images whose sides are multiples of 4 for a convolutional network, got 6 × 4"],
    ["no losses", withMetadata({ losses: "[null]" }), "its metadata hold no losses that can be read"],
    ["a parameter that is missing", { ...saved, parameters: others }, "its parameter encoder.hidden.bias is missing"],
    ["a parameter too many", { ...saved, parameters: { ...saved.parameters, extra: bias! } }, "it holds extra, which the architecture does not have"],
    ["another shape", withBias([12, 1], 0), "its parameter encoder.hidden.bias has the shape [12,1], the architecture's is [1,12]"],
    ["another size of images", withMetadata({ height: "4" }), "its parameter encoder.hidden.weights has the shape [32,12], the architecture's is [16,12]"],
    ["infinite numbers", withBias([1, 12], Infinity), "its parameter encoder.hidden.bias is not finite everywhere"],
  ])("%s", async (_, tensors, message) => {
    await writeSafetensors(path, tensors);
    const loading = loadVariationalAutoencoder(path);
    await expect(loading).rejects.toThrow(`loadVariationalAutoencoder cannot use ${path}: ${message}`);
    await expect(loading).rejects.toThrow(/Load what saveVariationalAutoencoder wrote, or fit and save the model again$/);
  }); // biome-ignore format: a table
});

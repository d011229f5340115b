import { beforeAll, describe, expect, test } from "vitest";
import { finish } from "../../lib/fitters/finish";
import { fitAutoencodersTogether } from "../../lib/fitters/variational-autoencoder/fit";
import type { VariationalAutoencoderModel } from "../../lib/fitters/variational-autoencoder/model";
import { planOf } from "../../lib/fitters/variational-autoencoder/options";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import {
  sampleVariationalAutoencoder,
  variationalAutoencoder,
} from "../../lib/samplers/variational-autoencoder";
import { noiseImages, tiny } from "../fitters/images";
import { aliveTensors } from "../nets/helpers";

beforeAll(tensorsReady);

const random = createRandom("sampler");
const options = { architecture: tiny, steps: 3, batchSize: 4 };
const fitted = () => {
  const data = noiseImages(10, 4, 4, random.fork("data"));
  return finish(fitAutoencodersTogether(planOf(options), [{ data, random }]))[0]!;
};

/** A decoder whose pixel 0 is a probit-like function of the first latent, and every other pixel a constant. */
function knownDecoder(slope: number, logit: number): VariationalAutoencoderModel {
  const model = fitted();
  const zeros = Object.entries(model.parameters).map(
    ([name, { shape, values }]): [string, Float32Array, readonly number[]] => [
      name,
      new Float32Array(values.length),
      shape,
    ],
  );
  const filled = zeros.map(([name, values, shape]) => {
    // relu(z) and relu(−z), whose difference is z.
    if (name === "decoder.hidden.weights") values.set([1, -1]);
    if (name === "decoder.logits.weights") {
      values[0] = slope;
      values[16] = -slope;
    }
    if (name === "decoder.logits.bias") values.fill(logit, 1);
    return [name, { shape, values }];
  });
  return { ...model, parameters: Object.fromEntries(filled) };
}

describe("means", () => {
  const model = knownDecoder(2, 0.5);
  const count = 20_000;
  const { values } = sampleVariationalAutoencoder(model, count, createRandom("means"));
  const pixel = (at: number) => Float64Array.from({ length: count }, (_, image) => values[16 * image + at]!);

  test("are the decoder's, for standard normal latents", () => {
    // sigmoid(2 z) < u has the probability that z < logit(u) / 2: Kolmogorov–Smirnov, beyond 2.2 once in 8,000 times.
    const sorted = pixel(0).sort();
    const distance = sorted.reduce((largest, mean, i) => {
      const below = normalDistribution(Math.log(mean / (1 - mean)) / 2);
      return Math.max(largest, Math.abs(below - i / count), Math.abs(below - (i + 1) / count));
    }, 0);
    expect(Math.sqrt(count) * distance).toBeLessThan(2.2);
  });

  test("of pixels that no latent reaches are the bias's", () => {
    expect(new Set(pixel(7))).toEqual(
      new Set([Math.fround(1 / (1 + Math.exp(-0.5)))].map((x) => expect.closeTo(x, 6))),
    );
  });
});

describe("draws", () => {
  test("are black or white, with the means' probabilities", () => {
    const model = knownDecoder(0, 0.5);
    const count = 5000;
    const { values } = sampleVariationalAutoencoder(model, count, createRandom("draws"), { pixels: "draws" });
    expect(new Set(values)).toEqual(new Set([0, 1]));
    for (const [at, mean] of [
      [0, 0.5],
      [5, 1 / (1 + Math.exp(-0.5))],
    ] as const) {
      // biome-ignore format: one list
      const share = values.reduce((sum, value, i) => sum + (i % 16 === at ? value : 0), 0) / count;
      expect(Math.abs(share - mean)).toBeLessThan(4 * Math.sqrt((mean * (1 - mean)) / count));
    }
  });

  test("come of the same latents as the means", () => {
    const model = knownDecoder(1000, 0);
    const images = (pixels: "means" | "draws") =>
      sampleVariationalAutoencoder(model, 50, createRandom("same"), { pixels });
    const first = (values: Float32Array) => values.filter((_, i) => i % 16 === 0).map(Math.round);
    expect(first(images("draws").values)).toEqual(first(images("means").values));
  });
});

test("the same stream gives the same images, more of it more images of the same", () => {
  const model = fitted();
  const draw = (count: number, seed = 1) => sampleVariationalAutoencoder(model, count, createRandom(seed));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).toMatchObject({ count: 7, height: 4, width: 4 });
  expect(draw(7, 2).values).not.toEqual(draw(7).values);
  const [many, more] = [draw(1000), draw(2500)];
  expect(more.values.slice(0, many.values.length)).toEqual(many.values);
  draw(7).values.forEach((value, i) => {
    expect(value).toBeCloseTo(many.values[i]!, 6);
  });
  expect(draw(0)).toEqual({ values: new Float32Array(0), count: 0, height: 4, width: 4 });
});

describe("the family", () => {
  test("fits and draws one by one what it does together", () => {
    const family = variationalAutoencoder({ ...options, pixels: "draws" });
    const tasks = [10, 6, 10].map((count, task) => ({
      data: noiseImages(count, 4, 4, random.fork(task)),
      random: random.fork(`stream ${task}`),
    }));
    const models = tasks.map((task) => family.fit(task.data, task.random));
    const together = finish(family.fitTogether!(tasks));
    together.forEach((model, i) => {
      expect(model.losses.length).toBe(models[i]!.losses.length);
    });
    const draws = () => models.map((model, i) => ({ model, count: 3 + i, random: createRandom(i) }));
    const images = finish(family.sampleTogether!(draws()));
    expect(images).toEqual(draws().map((draw) => family.sample(draw.model, draw.count, draw.random)));
    expect(images.map(({ count }) => count)).toEqual([3, 4, 5]);
  });

  test("reports shares that grow to 1, and can be broken off", () => {
    const before = aliveTensors();
    const family = variationalAutoencoder(options);
    const model = fitted();
    const draws = [1500, 0, 700].map((count) => ({ model, count, random }));
    const shares = [...family.sampleTogether!(draws)].map(({ share }) => share);
    expect(shares).toEqual([expect.closeTo(2 / 9, 12), expect.closeTo(1 / 3, 12), 1]);
    const work = family.sampleTogether!(draws);
    work.next();
    work.return([]);
    expect(aliveTensors()).toBe(before);
  });

  test("can be made again on another thread, and knows what to wait for", async () => {
    const family = variationalAutoencoder(options);
    expect(family.origin).toMatchObject({ exportName: "variationalAutoencoder", arguments: [options] });
    await family.prepare!();
  });
});

/** Abramowitz & Stegun 26.2.17: to 7.5e-8. */
function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x > 0 ? 1 - tail : tail;
}

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { imagesFrom, sliceImages } from "../../lib/data/images";
import { finish } from "../../lib/fitters/finish";
import { encodeImages } from "../../lib/fitters/variational-autoencoder/encode";
import {
  fitAutoencodersTogether,
  fitVariationalAutoencoder,
} from "../../lib/fitters/variational-autoencoder/fit";
import type { VariationalAutoencoderModel } from "../../lib/fitters/variational-autoencoder/model";
import { planOf } from "../../lib/fitters/variational-autoencoder/options";
import { negativeEvidenceLowerBound } from "../../lib/metrics/evidence-lower-bound";
import { tensorsReady } from "../../lib/nets/ready";
import type { Architecture } from "../../lib/nets/variational/architecture";
import { createRandom } from "../../lib/random/create-random";
import { aliveTensors, isNative } from "../nets/helpers";
import { digits, expectSameParameters, noiseImages, tiny, tinyConvolutional } from "./images";

const native = await isNative("Digits of networks that are trained side by side, bit by bit");

beforeAll(tensorsReady);

const size = (max: number) => fc.integer({ min: 1, max });
const architectures = fc.oneof(
  fc.record({ kind: fc.constant("dense" as const), hidden: size(40), latent: size(9) }),
  fc.record({
    kind: fc.constant("convolutional" as const),
    channels: fc.tuple(size(5), size(5)),
    latent: size(5),
  }),
);

/** Tasks with data and streams of their own. */
const tasksOf = (counts: readonly number[], side: number, seed: number) =>
  counts.map((count, task) => {
    const random = createRandom(seed).fork(task);
    return { data: noiseImages(count, side, side, random.fork("data")), random };
  });

describe("replicates", () => {
  test.skipIf(!native)("what is trained beside a network changes none of its digits", () => {
    fc.assert(
      fc.property(
        fc.record({
          architecture: architectures,
          side: fc.constantFrom(4, 8, 12),
          batchSize: size(20),
          replicates: fc.integer({ min: 2, max: 4 }),
          seed: fc.nat(),
        }),
        ({ architecture, side, batchSize, replicates, seed }) => {
          const plan = planOf({ architecture, steps: 4, batchSize, learningRate: 0.01, weightDecay: 0.01 });
          const tasks = tasksOf(Array(replicates).fill(9), side, seed);
          const together = finish(fitAutoencodersTogether(plan, tasks));
          const alone = tasks.map((task) => finish(fitAutoencodersTogether(plan, [task]))[0]);
          together.forEach((model, i) => {
            expectSameParameters(model.parameters, alone[i]!.parameters);
            expect(model.losses).toEqual(alone[i]!.losses);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  test.skipIf(!native)("nor at the size of the experiments", () => {
    const plan = planOf({
      architecture: { kind: "dense", hidden: 200, latent: 20 },
      steps: 6,
      batchSize: 64,
    });
    const tasks = tasksOf([100, 100, 100], 28, 3);
    const together = finish(fitAutoencodersTogether(plan, tasks));
    tasks.forEach((task, i) => {
      const [alone] = finish(fitAutoencodersTogether(plan, [task]));
      expectSameParameters(together[i]!.parameters, alone!.parameters);
      expect(together[i]!.losses).toEqual(alone!.losses);
    });
  });

  test("the same stream gives the same model, another one another", () => {
    const [task, other] = tasksOf([20, 20], 8, 5);
    for (const architecture of [tiny, tinyConvolutional]) {
      const model = (random = task!.random) =>
        finish(
          fitAutoencodersTogether(planOf({ architecture, steps: 5, batchSize: 6 }), [{ ...task!, random }]),
        )[0]!;
      expect(model()).toEqual(model());
      expect(model(other!.random).parameters).not.toEqual(model().parameters);
    }
  });

  test("training sets of several sizes are fitted in groups, and come back in their order", () => {
    const plan = planOf({ architecture: tiny, epochs: 2, batchSize: 4 });
    const counts = [12, 7, 12, 30, 7];
    const tasks = tasksOf(counts, 4, 7);
    const models = finish(fitAutoencodersTogether(plan, tasks));
    models.forEach((model, i) => {
      const [alone] = finish(fitAutoencodersTogether(plan, [tasks[i]!]));
      expect(model.losses).toHaveLength(alone!.losses.length);
      // In 32 bits other engines round otherwise for other sizes of a stack.
      expect(distance(model, alone!)).toBeLessThan(native ? 1e-12 : 1e-4);
    });
  });
});

test("the public fitter gives what the family's work gives, and reports on the way", async () => {
  const [task] = tasksOf([20], 8, 11);
  const options = { architecture: tiny, steps: 6, batchSize: 5 };
  const shares: number[] = [];
  const onProgress = ({ done, total }: { done: number; total: number }) => shares.push(done / total);
  const model = await fitVariationalAutoencoder(task!.data, { ...options, onProgress }, task!.random);
  expect(model).toEqual(finish(fitAutoencodersTogether(planOf(options), [task!]))[0]);
  expect(model).toMatchObject({ architecture: tiny, height: 8, width: 8 });
  expect(shares.at(-1)).toBe(1);
});

test("batches larger than the data, and a single image, are fitted", () => {
  const plan = planOf({ architecture: tiny, epochs: 15, batchSize: 128 });
  for (const { data, random } of tasksOf([50, 1], 4, 2)) {
    const [model] = finish(fitAutoencodersTogether(plan, [{ data, random }]));
    expect(model!.losses.length).toBeGreaterThan(0);
    expect(model!.losses.every(Number.isFinite)).toBe(true);
  }
});

describe("training", () => {
  test.skipIf(!native).each<[string, Architecture, number]>([
    ["dense", { kind: "dense", hidden: 100, latent: 10 }, 12],
    ["convolutional", { kind: "convolutional", channels: [8, 16], latent: 10 }, 4],
  ])(
    "a %s network learns digits: better than a mean image, on new ones too",
    async (_, architecture, epochs) => {
      const { images } = digits(1200);
      const [training, fresh] = [sliceImages(images, 0, 1000), sliceImages(images, 1000)];
      const options = { architecture, epochs, batchSize: 32, learningRate: 2e-3 };
      const model = await fitVariationalAutoencoder(training, options, createRandom("learns"));
      expect(model.losses).toHaveLength(epochs);
      expect(model.losses.at(-1)!).toBeLessThan(0.7 * model.losses[0]!);
      const bound = negativeEvidenceLowerBound(model, fresh, createRandom("bound"));
      expect(bound.measured + 4 * bound.standardError).toBeLessThan(crossEntropyOfMeans(training, fresh));
    },
  );

  test("weight decay draws parameters to zero", () => {
    const [task] = tasksOf([20], 8, 13);
    const size = (weightDecay: number) => {
      const plan = planOf({ architecture: tiny, steps: 60, batchSize: 10, learningRate: 0.01, weightDecay });
      const [model] = finish(fitAutoencodersTogether(plan, [task!]));
      return Object.values(model!.parameters)
        .flatMap(({ values }) => [...values])
        .reduce((sum, x) => sum + x * x, 0);
    };
    expect(size(1000)).toBeLessThan(0.5 * size(0));
  });
});

describe("encoding", () => {
  const zero = zeroModel(8);

  test("parameters of zero put every image at the prior", () => {
    const { means, standardDeviations } = encodeImages(zero, noiseImages(7, 8, 8, createRandom(1)));
    expect(means).toEqual({ values: new Float64Array(21), rows: 7, columns: 3 });
    expect(standardDeviations).toEqual({ values: new Float64Array(21).fill(1), rows: 7, columns: 3 });
  });

  test("means and standard deviations stand where they belong", () => {
    const bias = zero.parameters["encoder.statistics.bias"]!;
    const values = Float32Array.of(1, 2, 3, 0, 2 * Math.log(5), -2 * Math.log(2));
    const model = {
      ...zero,
      parameters: { ...zero.parameters, "encoder.statistics.bias": { ...bias, values } },
    };
    const { means, standardDeviations } = encodeImages(model, noiseImages(2, 8, 8, createRandom(1)));
    expect([...means.values]).toEqual([1, 2, 3, 1, 2, 3]);
    expect([...standardDeviations.values]).toEqual([1, 5, 0.5, 1, 5, 0.5].map((x) => expect.closeTo(x, 5)));
  });

  test("the number of images does not matter to any of them", () => {
    const [model] = finish(
      fitAutoencodersTogether(planOf({ architecture: tiny, steps: 5 }), tasksOf([30], 8, 4)),
    );
    const images = noiseImages(2300, 8, 8, createRandom("chunks"));
    const all = encodeImages(model!, images);
    for (const [start, end] of [
      [0, 1000],
      [1000, 2000],
      [2000, 2300],
    ] as const) {
      // biome-ignore format: one list
      const part = encodeImages(model!, sliceImages(images, start, end));
      expect(part.means.values).toEqual(all.means.values.slice(3 * start, 3 * end));
      expect(part.standardDeviations.values).toEqual(all.standardDeviations.values.slice(3 * start, 3 * end));
    }
    const one = encodeImages(model!, sliceImages(images, 1234, 1235));
    one.means.values.forEach((mean, i) => {
      expect(mean).toBeCloseTo(all.means.values[3 * 1234 + i]!, 5);
    });
  });

  test("no images give no rows", () => {
    expect(encodeImages(zero, imagesFrom([], { height: 8, width: 8 })).means).toMatchObject({
      rows: 0,
      columns: 3,
    });
  });
});

test("what computes leaves nothing behind", () => {
  const before = aliveTensors();
  const [task] = tasksOf([20], 8, 17);
  const [model] = finish(
    fitAutoencodersTogether(planOf({ architecture: tinyConvolutional, steps: 3 }), [task!]),
  );
  encodeImages(model!, task!.data);
  negativeEvidenceLowerBound(model!, task!.data, createRandom(1));
  expect(aliveTensors()).toBe(before);
});

/** Cross-entropy of new images under the mean training image, in nats an image: what a network without latents can reach. */
function crossEntropyOfMeans(
  training: ReturnType<typeof sliceImages>,
  fresh: ReturnType<typeof sliceImages>,
): number {
  const pixels = training.height * training.width;
  const means = new Float64Array(pixels);
  training.values.forEach((value, at) => {
    means[at % pixels]! += value / training.count;
  });
  return fresh.values.reduce((sum, value, at) => {
    const mean = Math.min(0.999, Math.max(0.001, means[at % pixels]!));
    return sum - (value * Math.log(mean) + (1 - value) * Math.log(1 - mean)) / fresh.count;
  }, 0);
}

function distance(a: VariationalAutoencoderModel, b: VariationalAutoencoderModel): number {
  return Math.max(
    ...Object.entries(a.parameters).map(([name, { values }]) =>
      values.reduce(
        (largest, value, i) => Math.max(largest, Math.abs(value - b.parameters[name]!.values[i]!)),
        0,
      ),
    ),
  );
}

function zeroModel(side: number): VariationalAutoencoderModel {
  const [model] = finish(
    fitAutoencodersTogether(planOf({ architecture: tiny, steps: 1 }), tasksOf([2], side, 1)),
  );
  const parameters = Object.entries(model!.parameters).map(([name, { shape, values }]) => [
    name,
    { shape, values: new Float32Array(values.length) },
  ]);
  return { ...model!, parameters: Object.fromEntries(parameters) };
}

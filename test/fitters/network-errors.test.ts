import { beforeAll, describe, expect, test } from "vitest";
import { type Images, imagesFrom } from "../../lib/data/images";
import { finish } from "../../lib/fitters/finish";
import type { FitError } from "../../lib/fitters/fit-error";
import { classifyImages } from "../../lib/fitters/image-classifier/classify";
import { fitImageClassifier } from "../../lib/fitters/image-classifier/fit";
import type { ImageClassifierOptions } from "../../lib/fitters/image-classifier/options";
import { encodeImages } from "../../lib/fitters/variational-autoencoder/encode";
import {
  fitAutoencodersTogether,
  fitVariationalAutoencoder,
} from "../../lib/fitters/variational-autoencoder/fit";
import {
  planOf,
  type VariationalAutoencoderOptions,
} from "../../lib/fitters/variational-autoencoder/options";
import { negativeEvidenceLowerBound } from "../../lib/metrics/evidence-lower-bound";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import {
  sampleVariationalAutoencoder,
  variationalAutoencoder,
} from "../../lib/samplers/variational-autoencoder";
import { aliveTensors } from "../nets/helpers";
import { noiseImages, tiny, tinyConvolutional } from "./images";

beforeAll(tensorsReady);

const random = createRandom("errors");
const images = noiseImages(6, 8, 8, random.fork("images"));
const empty = imagesFrom([], { height: 8, width: 8 });
const brighter: Images = {
  ...images,
  values: images.values.map((value, at) => (at === 100 ? 255 * value : value)),
};
const odd = noiseImages(6, 6, 10, random.fork("odd"));
const smaller = noiseImages(3, 4, 8, random.fork("smaller"));
const options: VariationalAutoencoderOptions = { architecture: tiny, steps: 3, batchSize: 4 };

describe("fitVariationalAutoencoder refuses", () => {
  test.each<[string, Images, Partial<VariationalAutoencoderOptions>, string | RegExp]>([
    ["no images", empty, {}, "fitVariationalAutoencoder needs at least one image, got none"],
    [
      "bytes",
      brighter,
      {},
      /^fitVariationalAutoencoder needs pixels from 0 to 1: image 1, row 4, column 4 is \d+\.\d+; divide bytes by 255$/,
    ],
    [
      "sides that cannot be halved twice",
      odd,
      { architecture: tinyConvolutional },
      "fitVariationalAutoencoder needs images whose sides are multiples of 4 for a convolutional network, got 6 × 10. " +
        'Pad them, or use architecture.kind "dense"',
    ],
    [
      "no length",
      images,
      { steps: undefined },
      "fitVariationalAutoencoder needs either epochs or steps, got neither",
    ],
    [
      "two lengths",
      images,
      { epochs: 2 },
      "fitVariationalAutoencoder needs either epochs or steps, got both",
    ],
    [
      "empty batches",
      images,
      { batchSize: 0 },
      "fitVariationalAutoencoder needs batchSize to be a whole number of at least 1, got 0",
    ],
    [
      "no learning rate",
      images,
      { learningRate: Number.NaN },
      "fitVariationalAutoencoder needs a positive learningRate, such as 1e-3, got NaN",
    ],
    [
      "a negative learning rate",
      images,
      { learningRate: -1e-3 },
      "fitVariationalAutoencoder needs a positive learningRate, such as 1e-3, got -0.001",
    ],
    [
      "a negative weight decay",
      images,
      { weightDecay: -1 },
      "fitVariationalAutoencoder needs weightDecay of 0 or more, got -1",
    ],
    [
      "an architecture that there is not",
      images,
      { architecture: { kind: "transformer" } as never },
      'fitVariationalAutoencoder needs architecture.kind "dense" or "convolutional", got "transformer"',
    ],
    [
      "no hidden units",
      images,
      { architecture: { ...tiny, hidden: 0 } as never },
      "fitVariationalAutoencoder needs architecture.hidden to be a whole number of at least 1, got 0",
    ],
    [
      "half a latent dimension",
      images,
      { architecture: { ...tiny, latent: 2.5 } },
      "fitVariationalAutoencoder needs architecture.latent to be a whole number of at least 1, got 2.5",
    ],
    [
      "no channels",
      images,
      { architecture: { kind: "convolutional", latent: 2 } as never },
      "fitVariationalAutoencoder needs architecture.channels to be two numbers, such as [64, 128], got undefined",
    ],
    [
      "a layer without channels",
      images,
      { architecture: { kind: "convolutional", channels: [4, 0], latent: 2 } },
      "fitVariationalAutoencoder needs architecture.channels[1] to be a whole number of at least 1, got 0",
    ],
  ])("%s", async (_, data, changes, message) => {
    const before = aliveTensors();
    const fitting = () => fitVariationalAutoencoder(data, { ...options, ...changes }, random);
    await expect(fitting()).rejects.toThrow(RangeError);
    await expect(fitting()).rejects.toThrow(typeof message === "string" ? new RangeError(message) : message);
    expect(aliveTensors()).toBe(before);
  });

  test("in the family too, before the first fit", () => {
    expect(() => variationalAutoencoder({ ...options, batchSize: -1 })).toThrow(
      "fitVariationalAutoencoder needs batchSize to be a whole number of at least 1, got -1",
    );
    expect(() => variationalAutoencoder({ ...options, pixels: "drawn" as never })).toThrow(
      new RangeError('variationalAutoencoder needs pixels to be "means" or "draws", got "drawn"'),
    );
  });

  test("among tasks that are fitted together, naming the one", () => {
    const family = variationalAutoencoder({ ...options, architecture: tinyConvolutional });
    for (const [data, message] of [
      [empty, "at least one image"],
      [odd, "multiples of 4"],
    ] as const) {
      // biome-ignore format: one list
      const error = thrownBy(() => finish(family.fitTogether!([images, data, images].map((d) => ({ data: d, random })))));
      expect(error).toMatchObject({ name: "FitError", task: 1, message: expect.stringContaining(message) });
    }
  });
});

describe("a loss that is no number", () => {
  const message =
    /^fitVariationalAutoencoder stopped at step \d+ of 40: the loss is (NaN|Infinity) at learning rate 1e\+30\. Lower learningRate, or look for extreme values in the data$/;

  test.each([tiny, tinyConvolutional])(
    "stops the fit of a $kind network and frees it",
    async (architecture) => {
      const before = aliveTensors();
      const fit = fitVariationalAutoencoder(
        images,
        { architecture, steps: 40, batchSize: 4, learningRate: 1e30 },
        random,
      );
      await expect(fit).rejects.toThrow(message);
      await expect(fit).rejects.toMatchObject({ name: "FitError", task: 0 });
      expect(aliveTensors()).toBe(before);
    },
  );

  test("names the task, in whatever group it was", () => {
    const plan = planOf({ ...options, steps: 40, learningRate: 1e30 });
    const few = noiseImages(3, 8, 8, random.fork("few"));
    const black: Images = { ...few, values: new Float32Array(few.values.length) };
    const error = thrownBy(() =>
      finish(
        fitAutoencodersTogether(plan, [
          { data: black, random },
          { data: images, random },
        ]),
      ),
    );
    expect(error.message).toMatch(message);
    expect([0, 1]).toContain((error as FitError).task);
  });
});

describe("a model of extreme size", () => {
  const [fitted] = [
    finish(fitAutoencodersTogether(planOf({ ...options, steps: 1 }), [{ data: images, random }]))[0]!,
  ];
  const parameters = Object.entries(fitted.parameters).map(([name, { shape, values }]) => [
    name,
    { shape, values: values.map((value) => value * 1e35) },
  ]);
  const model = { ...fitted, parameters: Object.fromEntries(parameters) };
  const message = (caller: string) =>
    new RegExp(
      `^${caller} needs a model that computes finite numbers, but it gives (NaN|-?Infinity).*lower learningRate$`,
    );

  test.each<[string, () => unknown]>([
    ["sampleVariationalAutoencoder", () => sampleVariationalAutoencoder(model, 40, random)],
    ["encodeImages", () => encodeImages(model, images)],
    ["negativeEvidenceLowerBound", () => negativeEvidenceLowerBound(model, images, random)],
  ])("gives an error and no NaN from %s", (caller, act) => {
    const before = aliveTensors();
    expect(act).toThrow(message(caller));
    expect(aliveTensors()).toBe(before);
  });
});

describe("a fitted model refuses", () => {
  const model = finish(fitAutoencodersTogether(planOf(options), [{ data: images, random }]))[0]!;

  test.each<[string, (data: Images) => unknown]>([
    ["encodeImages", (data) => encodeImages(model, data)],
    ["negativeEvidenceLowerBound", (data) => negativeEvidenceLowerBound(model, data, random)],
  ])("what %s cannot take", (caller, act) => {
    expect(() => act(smaller)).toThrow(
      new RangeError(`${caller} needs images of the model's size, 8 × 8, got 4 × 8`),
    );
    expect(() => act(brighter)).toThrow(new RegExp(`^${caller} needs pixels from 0 to 1: image 1, row 4`));
  });

  test("a single image, whose bound has no standard error", () => {
    const one = noiseImages(1, 8, 8, random);
    expect(() => negativeEvidenceLowerBound(model, one, random)).toThrow(
      new RangeError("negativeEvidenceLowerBound needs at least 2 images, got 1"),
    );
  });

  test.each([-1, 2.5, Number.NaN, Infinity])("a count of %d", (count) => {
    expect(() => sampleVariationalAutoencoder(model, count, random)).toThrow(
      new RangeError(`sampleVariationalAutoencoder needs a whole count of at least 0, got ${count}`),
    );
  });

  test("another kind of pixels", () => {
    expect(() => sampleVariationalAutoencoder(model, 1, random, { pixels: "grey" as never })).toThrow(
      new RangeError('sampleVariationalAutoencoder needs pixels to be "means" or "draws", got "grey"'),
    );
  });

  test("a draw among several, naming the one", () => {
    const family = variationalAutoencoder(options);
    const tasks = [2, -1].map((count) => ({ model, count, random }));
    expect(thrownBy(() => finish(family.sampleTogether!(tasks)))).toMatchObject({
      name: "FitError",
      task: 1,
    });
  });
});

describe("fitImageClassifier refuses", () => {
  const labels = Int32Array.of(0, 1, 2, 0, 1, 2);
  const settings: ImageClassifierOptions = { classes: 3, steps: 3, batchSize: 4, hidden: 5, features: 4 };

  test.each<
    [
      string,
      { images?: Images; labels?: ArrayLike<number> },
      Partial<ImageClassifierOptions>,
      string | RegExp,
    ]
  >([
    ["no images", { images: empty, labels: [] }, {}, "fitImageClassifier needs at least one image, got none"],
    [
      "bytes",
      { images: brighter },
      {},
      /^fitImageClassifier needs pixels from 0 to 1: .*; divide bytes by 255$/,
    ],
    [
      "too few labels",
      { labels: [0, 1] },
      {},
      "fitImageClassifier needs a label for each of 6 images, got 2",
    ],
    [
      "a label that is no class",
      { labels: Int32Array.of(0, 1, 2, 3, 1, 2) },
      {},
      "fitImageClassifier needs whole labels from 0 to 2 (classes − 1): label 3 is 3",
    ],
    [
      "a label below 0",
      { labels: Int32Array.of(0, -1, 2, 0, 1, 2) },
      {},
      "fitImageClassifier needs whole labels from 0 to 2 (classes − 1): label 1 is -1",
    ],
    [
      "half a label",
      { labels: [0, 1, 2, 0, 1.5, 2] },
      {},
      "fitImageClassifier needs whole labels from 0 to 2 (classes − 1): label 4 is 1.5",
    ],
    ["one class", {}, { classes: 1 }, "fitImageClassifier needs a whole number of at least 2 classes, got 1"],
    ["no length", {}, { steps: undefined }, "fitImageClassifier needs either epochs or steps, got neither"],
    [
      "no hidden units",
      {},
      { hidden: 0 },
      "fitImageClassifier needs hidden to be a whole number of at least 1, got 0",
    ],
    [
      "no features",
      {},
      { features: Number.NaN },
      "fitImageClassifier needs features to be a whole number of at least 1, got NaN",
    ],
    [
      "no learning rate",
      {},
      { learningRate: 0 },
      "fitImageClassifier needs a positive learningRate, such as 1e-3, got 0",
    ],
  ])("%s", async (_, data, changes, message) => {
    const labelled = { images, labels, ...data } as { images: Images; labels: Int32Array };
    const fitting = () => fitImageClassifier(labelled, { ...settings, ...changes }, random);
    await expect(fitting()).rejects.toThrow(RangeError);
    await expect(fitting()).rejects.toThrow(typeof message === "string" ? new RangeError(message) : message);
  });

  test("a loss that is no number, naming step and learning rate", async () => {
    const before = aliveTensors();
    // So many units that some stay alive at any step: where none does, the loss is of biases alone, and finite.
    const fit = fitImageClassifier(
      { images, labels },
      { ...settings, hidden: 256, features: 64, steps: 40, learningRate: 1e30 },
      random,
    );
    await expect(fit).rejects.toThrow(
      /^fitImageClassifier stopped at step \d+ of 40: the loss is (NaN|Infinity) at learning rate 1e\+30/,
    );
    expect(aliveTensors()).toBe(before);
  });

  test("classifyImages: images of another size", async () => {
    const model = await fitImageClassifier({ images, labels }, settings, random);
    expect(() => classifyImages(model, smaller)).toThrow(
      new RangeError("classifyImages needs images of the model's size, 8 × 8, got 4 × 8"),
    );
    expect(() => classifyImages(model, brighter)).toThrow(/^classifyImages needs pixels from 0 to 1/);
  });
});

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

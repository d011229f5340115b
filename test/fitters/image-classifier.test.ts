import { beforeAll, describe, expect, test } from "vitest";
import { type Images, imagesFrom, type LabelledImages, sliceImages } from "../../lib/data/images";
import { loadDataset } from "../../lib/data/sources/load-dataset";
import { classifyImages } from "../../lib/fitters/image-classifier/classify";
import { fitImageClassifier } from "../../lib/fitters/image-classifier/fit";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { aliveTensors, isNative } from "../nets/helpers";
import { expectSameParameters, noiseImages } from "./images";

const native = await isNative("A classifier of digits at full size");

beforeAll(tensorsReady);

/** Images whose class is the row that is black. */
function rowsOfInk(count: number): LabelledImages {
  const random = createRandom("rows of ink");
  const labels = Int32Array.from({ length: count }, () => random.integer(4));
  const values = Float32Array.from({ length: count * 16 }, (_, at) =>
    Math.floor(at / 4) % 4 === labels[Math.floor(at / 16)] ? 0.7 + 0.3 * random.next() : 0.3 * random.next(),
  );
  return { images: imagesFrom(values, { height: 4, width: 4 }), labels };
}

const options = { classes: 4, epochs: 20, hidden: 16, features: 8, batchSize: 20, learningRate: 0.01 };

test("what can be told apart is told apart, with sound probabilities and features", async () => {
  const before = aliveTensors();
  const data = rowsOfInk(500);
  const training = { images: sliceImages(data.images, 0, 300), labels: data.labels.subarray(0, 300) };
  const model = await fitImageClassifier(training, options, createRandom("fit"));
  expect(model).toMatchObject({ height: 4, width: 4, hidden: 16, features: 8, classes: 4 });
  expect(model.losses).toHaveLength(20);
  expect(model.losses.at(-1)!).toBeLessThan(0.1 * model.losses[0]!);
  const { labels, probabilities, features } = classifyImages(model, sliceImages(data.images, 300));
  expect(labels).toEqual(data.labels.slice(300));
  expect([probabilities.rows, probabilities.columns, features.rows, features.columns]).toEqual([
    200, 4, 200, 8,
  ]);
  expect(features.values.every((value) => value >= 0)).toBe(true);
  labels.forEach((label, row) => {
    const own = probabilities.values.subarray(4 * row, 4 * row + 4);
    expect(own.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(own[label]).toBe(Math.max(...own));
  });
  expect(aliveTensors()).toBe(before);
});

test("the same stream gives the same model, another one another", async () => {
  const data = rowsOfInk(60);
  const fits = [1, 1, 2].map((seed) =>
    fitImageClassifier(data, { ...options, epochs: 2 }, createRandom(seed)),
  );
  const [first, again, other] = await Promise.all(fits);
  expectSameParameters(first!.parameters, again!.parameters);
  expect(first!.losses).toEqual(again!.losses);
  expect(first!.parameters).not.toEqual(other!.parameters);
});

describe("classifying", () => {
  test("the number of images does not matter to any of them", async () => {
    const model = await fitImageClassifier(rowsOfInk(60), { ...options, epochs: 2 }, createRandom(1));
    const images = noiseImages(2200, 4, 4, createRandom("many"));
    const all = classifyImages(model, images);
    const last = classifyImages(model, sliceImages(images, 2000));
    expect(last.probabilities.values).toEqual(all.probabilities.values.slice(4 * 2000));
    expect(last.labels).toEqual(all.labels.slice(2000));
    const none: Images = imagesFrom([], { height: 4, width: 4 });
    expect(classifyImages(model, none).labels).toEqual(new Int32Array(0));
  });
});

test.skipIf(!native)(
  "new digits are told after 10 epochs of 4,000, as well as by PyTorch's classifier",
  async () => {
    const rows = { train: 4000, test: 10_000 };
    const {
      train,
      test: fresh,
      classes,
      note,
      source,
    } = await loadDataset("mnist", { rows, download: false });
    const model = await fitImageClassifier(train, { classes, epochs: 10 }, createRandom("digits"));
    const { labels } = classifyImages(model, fresh.images);
    const right = labels.filter((label, image) => label === fresh.labels[image]).length / labels.length;
    // PyTorch 2.13 with the same layers, batches and rate gets 92.0 to 92.7 % of MNIST's test digits in six runs;
    // a standard error of 10,000 is 0.3 %. Those that this project draws are easier.
    expect(right, note).toBeGreaterThan(source === "stand-in" ? 0.94 : 0.91);
  },
  120_000,
);

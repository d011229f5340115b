import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sliceImages } from "../../../lib/data/images";
import { drawDigits } from "../../../lib/data/stand-ins/digits/drawn-digits";
import { glyphs } from "../../../lib/data/stand-ins/digits/glyphs";
import { createRandom } from "../../../lib/random/create-random";

const [count, side, pixels] = [4000, 28, 784];
const digits = drawDigits(count, createRandom("drawn digits test"));
const { values } = digits.images;

test("the classes are equally frequent", () => {
  const frequencies = Array<number>(10).fill(0);
  for (const label of digits.labels) frequencies[label]!++;
  const standardError = Math.sqrt(count * 0.1 * 0.9);
  for (const frequency of frequencies)
    expect(Math.abs(frequency - count / 10)).toBeLessThan(4 * standardError);
});

test("every way to write a digit has a share, and the shares of a digit sum to 1", () => {
  expect(glyphs).toHaveLength(10);
  for (const ways of glyphs) {
    expect(ways.every(({ share }) => share > 0)).toBe(true);
    expect(ways.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});

test("pixels are bytes from 0 to 255, divided by 255, as those of image files", () => {
  expect(values.every((value) => value === Math.fround(Math.round(value * 255) / 255))).toBe(true);
  expect(Math.min(...digitsOf(values.subarray(0, 100 * pixels)))).toBe(0);
  expect(Math.max(...digitsOf(values.subarray(0, 100 * pixels)))).toBe(255);
});

test("ink, variance and sharpness are those of MNIST, to a tenth", () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean / 0.1307).toBeGreaterThan(0.9);
  expect(mean / 0.1307).toBeLessThan(1.1);
  // Sum over the pixels of the variance across images: 52.7 in MNIST's training images.
  let totalVariance = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const own = Array.from({ length: count }, (_, image) => values[image * pixels + pixel]!);
    totalVariance += varianceOf(own);
  }
  expect(totalVariance / 52.7).toBeGreaterThan(0.9);
  expect(totalVariance / 52.7).toBeLessThan(1.1);
  // Variance of the four-neighbour Laplacian over all inner pixels: 0.185.
  const laplacian = varianceOf(laplacians(values.subarray(0, 1000 * pixels)));
  expect(laplacian / 0.185).toBeGreaterThan(0.9);
  expect(laplacian / 0.185).toBeLessThan(1.1);
});

test("digits keep a margin and have their ink in the middle, so far as the margin allows", () => {
  let [sumRight, sumDown] = [0, 0];
  for (let image = 0; image < count; image++) {
    const own = values.subarray(image * pixels, (image + 1) * pixels);
    let [ink, right, down] = [0, 0, 0];
    own.forEach((value, at) => {
      const [x, y] = [at % side, Math.floor(at / side)];
      ink += value;
      right += x * value;
      down += y * value;
      if (x === 0 || y === 0 || x === side - 1 || y === side - 1) expect(value).toBe(0);
    });
    // The thinnest 1 still has the ink of a line of 12 pixels.
    expect(ink).toBeGreaterThan(12);
    expect(Math.abs(right / ink - 14)).toBeLessThan(3);
    expect(Math.abs(down / ink - 14)).toBeLessThan(3);
    sumRight += right / ink;
    sumDown += down / ink;
  }
  expect(Math.abs(sumRight / count - 14)).toBeLessThan(0.25);
  expect(Math.abs(sumDown / count - 14)).toBeLessThan(0.25);
});

test("digits of one class are alike: nearest class means tell as many apart as in MNIST", () => {
  const means = Array.from({ length: 10 }, () => new Float64Array(pixels));
  const sizes = Array<number>(10).fill(0);
  const learnt = 3000;
  for (let image = 0; image < learnt; image++) sizes[digits.labels[image]!]!++;
  for (let at = 0; at < learnt * pixels; at++) {
    const label = digits.labels[Math.floor(at / pixels)]!;
    means[label]![at % pixels]! += values[at]! / sizes[label]!;
  }
  let right = 0;
  for (let image = learnt; image < count; image++) {
    const distances = means.map((mean) => distanceTo(mean, image));
    if (distances.indexOf(Math.min(...distances)) === digits.labels[image]) right++;
  }
  // MNIST: 0.80 of the test images. Chance: 0.10.
  expect(right / (count - learnt)).toBeGreaterThan(0.75);
  expect(right / (count - learnt)).toBeLessThan(0.95);
});

test("an image depends on the stream and its number alone", () => {
  const few = drawDigits(30, createRandom("drawn digits test"));
  expect(few.images).toEqual(sliceImages(digits.images, 0, 30));
  expect(few.labels).toEqual(digits.labels.slice(0, 30));
  const others = drawDigits(30, createRandom("another seed"));
  expect(others.images.values).not.toEqual(few.images.values);
  expect(others.labels).not.toEqual(few.labels);
});

test("the digits are the same on every platform", () => {
  const drawn = drawDigits(500, createRandom("every platform"));
  const digest = createHash("sha256").update(digitsOf(drawn.images.values)).digest("hex");
  expect(digest).toBe("9b53fd0853ce6bfd6d6f8a0de711daee21aca049da022a0bc0ef1a9e32b014a9");
});

test("none is an empty set, not an error", () => {
  const none = drawDigits(0, createRandom("none"));
  expect([none.images.count, none.images.values.length, none.labels.length]).toEqual([0, 0, 0]);
});

test.each([-1, 1.5, Number.NaN])("a count of %s is refused", (wrong) => {
  expect(() => drawDigits(wrong, createRandom("wrong"))).toThrow(
    new RangeError(`drawDigits needs a whole number of digits, at least 0, got ${wrong}`),
  );
});

/** Pixels as bytes. */
function digitsOf(pixelValues: Float32Array): Uint8Array {
  return Uint8Array.from(pixelValues, (value) => Math.round(255 * value));
}

function varianceOf(numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
}

function laplacians(images: Float32Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < images.length; at++) {
    const [x, y] = [at % side, Math.floor(at / side) % side];
    if (x === 0 || y === 0 || x === side - 1 || y === side - 1) continue;
    const around = images[at - 1]! + images[at + 1]! + images[at - side]! + images[at + side]!;
    found.push(around - 4 * images[at]!);
  }
  return found;
}

function distanceTo(mean: Float64Array, image: number): number {
  return mean.reduce((sum, value, at) => sum + (value - values[image * pixels + at]!) ** 2, 0);
}

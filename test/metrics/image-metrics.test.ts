import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Images, imagesFrom } from "../../lib/data/images";
import { gradientMagnitude } from "../../lib/metrics/gradient-magnitude";
import { highFrequencyEnergyShare } from "../../lib/metrics/high-frequency-energy-share";
import { laplacianVariance } from "../../lib/metrics/laplacian-variance";
import { pixelVariance } from "../../lib/metrics/pixel-variance";
import type { Estimate } from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/image-metrics.json";

const sharpness = { laplacianVariance, gradientMagnitude, highFrequencyEnergyShare };
const all = { ...sharpness, pixelVariance };

/** Noise whose grey values stay clear of 0 and 1. */
function noise(count: number, height: number, width: number, seed: number | string): Images {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: count * height * width }, () => 0.25 + random.next() / 4);
  return imagesFrom(values, { height, width });
}

/** A copy with every pixel taken from another place of the same image. */
function moved(images: Images, from: (y: number, x: number) => [number, number]): Images {
  const { height, width } = images;
  const values = images.values.map((_, at) => {
    const [y, x] = from(Math.floor(at / width) % height, at % width);
    return images.values[(Math.floor(at / (height * width)) * height + y) * width + x]!;
  });
  return { ...images, values };
}

const change = (images: Images, map: (value: number) => number): Images => ({
  ...images,
  values: images.values.map(map),
});

/** Mean of three by three pixels, going round at the border. */
function blurred(images: Images): Images {
  const { height, width } = images;
  const shifts = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dy, dx] as const));
  const copies = shifts.map(([dy, dx]) =>
    moved(images, (y, x) => [(y + dy + height) % height, (x + dx + width) % width]),
  );
  const values = images.values.map((_, at) => copies.reduce((sum, copy) => sum + copy.values[at]!, 0) / 9);
  return { ...images, values };
}

const sizes = fc.record({
  height: fc.integer({ min: 3, max: 13 }),
  width: fc.integer({ min: 3, max: 13 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

function expectEstimate(actual: Estimate, expected: { measured: number; standardError: number }): void {
  expect(Math.abs(actual.measured - expected.measured)).toBeLessThan(1e-12 * (1 + expected.measured));
  expect(Math.abs(actual.standardError - expected.standardError)).toBeLessThan(
    1e-12 * (1 + expected.measured),
  );
}

test.each(golden.cases)("equal NumPy and SciPy: $count of $height × $width", (expected) => {
  const images = imagesFrom(expected.values, expected);
  expectEstimate(laplacianVariance(images), expected.laplacianVariance);
  expectEstimate(gradientMagnitude(images), expected.gradientMagnitude);
  expectEstimate(pixelVariance(images), expected.pixelVariance);
  for (const share of expected.highFrequencyEnergyShare) {
    expectEstimate(highFrequencyEnergyShare(images, share), share);
  }
});

describe("sharpness", () => {
  test("of noise falls when it is blurred, and again when it is blurred again", () => {
    fc.assert(
      fc.property(sizes, ({ height, width, seed }) => {
        const images = noise(12, height + 4, width + 4, seed);
        const once = blurred(images);
        for (const measure of [laplacianVariance, gradientMagnitude, highFrequencyEnergyShare]) {
          const before = measure(images).measured;
          const after = measure(once).measured;
          expect(after).toBeLessThan(before);
          expect(measure(blurred(once)).measured).toBeLessThan(after);
        }
      }),
    );
  });

  test("does not see brightness, flips and turns", () => {
    fc.assert(
      fc.property(sizes, ({ height, width, seed }) => {
        const images = noise(4, height, width, seed);
        const turned: Images = {
          ...{ ...images, height: width, width: height },
          values: images.values.map((_, at) => {
            const [y, x] = [Math.floor(at / height) % width, at % height];
            return images.values[(Math.floor(at / (height * width)) * height + x) * width + y]!;
          }),
        };
        const same = [
          change(images, (value) => value + 0.25),
          moved(images, (y, x) => [height - 1 - y, x]),
          moved(images, (y, x) => [y, width - 1 - x]),
          turned,
        ];
        for (const measure of Object.values(sharpness)) {
          const { measured } = measure(images);
          // Single precision rounds a brighter pixel to 6e-8.
          for (const other of same)
            expect(Math.abs(measure(other).measured - measured)).toBeLessThan(1e-5 * measured + 1e-9);
        }
      }),
    );
  });

  test("of halved contrast: a quarter, a half, and the same share", () => {
    const images = noise(5, 9, 8, "contrast");
    const pale = change(images, (value) => value / 2);
    expect(laplacianVariance(pale).measured / laplacianVariance(images).measured).toBeCloseTo(1 / 4, 12);
    expect(gradientMagnitude(pale).measured / gradientMagnitude(images).measured).toBeCloseTo(1 / 2, 12);
    const share = highFrequencyEnergyShare(images).measured;
    expect(highFrequencyEnergyShare(pale).measured).toBeCloseTo(share, 12);
  });

  test("of a ramp: no Laplacian, a gradient of its slope", () => {
    const ramp = Float32Array.from({ length: 2 * 5 * 8 }, (_, at) => (at % 8) / 16);
    const images = imagesFrom(ramp, { height: 5, width: 8 });
    expect(laplacianVariance(images)).toEqual({ measured: 0, standardError: 0, replicates: 2 });
    expect(gradientMagnitude(images).measured).toBeCloseTo(1 / 16, 15);
  });
});

describe("the share of high frequencies", () => {
  test("above 0 is everything, by Parseval, at every height and width", () => {
    fc.assert(
      fc.property(sizes, ({ height, width, seed }) => {
        const { measured } = highFrequencyEnergyShare(noise(3, height, width, seed), { cutoff: 0 });
        expect(measured).toBeCloseTo(1, 12);
        expect(measured).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("of a plane wave is 0 from its frequency on, 1 below", () => {
    for (const [height, width, y, x] of [
      [10, 12, 2, 3],
      [9, 7, 4, 0],
      [8, 8, 4, 3],
      [1, 16, 0, 5],
    ] as const) {
      const wave = Float32Array.from({ length: 2 * height * width }, (_, at) => {
        const phase = (y * (Math.floor(at / width) % height)) / height + (x * (at % width)) / width;
        return 0.5 + 0.25 * Math.cos(2 * Math.PI * phase);
      });
      const images = imagesFrom(wave, { height, width });
      const frequency = Math.hypot(y / height, x / width);
      const at = (cutoff: number) => highFrequencyEnergyShare(images, { cutoff }).measured;
      expect(at(frequency * 0.999)).toBeCloseTo(1, 10);
      expect(at(frequency)).toBeCloseTo(0, 10);
    }
  });

  test("falls as the cutoff rises", () => {
    const images = noise(4, 11, 14, "cutoff");
    const shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(
      (cutoff) => highFrequencyEnergyShare(images, { cutoff }).measured,
    );
    for (let i = 1; i < shares.length; i++) expect(shares[i]).toBeLessThan(shares[i - 1]!);
  });
});

test("images of one grey have no sharpness, equal images no variance", () => {
  for (const grey of [0, 0.1, 1 / 3, 1]) {
    const images = imagesFrom(new Float32Array(3 * 35).fill(grey), { height: 5, width: 7 });
    for (const measure of Object.values(all)) {
      expect(measure(images)).toEqual({ measured: 0, standardError: 0, replicates: 3 });
    }
  }
  const one = noise(1, 6, 6, "one");
  const values = new Float32Array(4 * 36);
  for (let i = 0; i < 4; i++) values.set(one.values, i * 36);
  expect(pixelVariance({ ...one, count: 4, values }).measured).toBe(0);
});

test("pixel variance of independent noise is pixels times a pixel's variance, within its standard error", () => {
  const { measured, standardError } = pixelVariance(noise(4000, 4, 5, "uniform"));
  // 1/n loses 1/4000 of it.
  expect(Math.abs(measured / (20 / 16 / 12) - 1)).toBeLessThan(4 * (standardError / measured) + 1 / 4000);
  expect(standardError).toBeLessThan(0.02 * measured);
});

describe("refuse", () => {
  const images = noise(2, 4, 4, "refused");
  test.each(Object.entries(all))("%s: what is no set of images", (name, measure) => {
    const refused = (broken: Images, message: string) =>
      expect(() => measure(broken)).toThrow(new RangeError(`${name} ${message}`));
    refused({ ...images, count: 3 }, "needs 3 × 4 × 4 = 48 pixels (count × height × width), got 32");
    refused({ ...images, height: 0 }, "needs height to be a whole number of at least 1, got 0");
    refused(
      change(images, () => Number.NaN),
      "needs pixels from 0 to 1: image 0, row 0, column 0 is NaN",
    );
    refused({ ...images, count: 1, values: images.values.subarray(16) }, "needs at least 2 images, got 1");
    refused({ ...images, count: 0, values: new Float32Array(0) }, "needs at least 2 images, got 0");
    expect(() => measure(undefined as never)).toThrow(
      new TypeError(`${name} needs Images (see imagesFrom), got undefined`),
    );
    expect(() => measure({ values: [1, 2] } as never)).toThrow(
      new TypeError(`${name} needs Images (see imagesFrom), got a value of type object`),
    );
  });

  test("images too small for the measure", () => {
    expect(() => laplacianVariance(noise(2, 2, 9, "small"))).toThrow(
      new RangeError("laplacianVariance needs images of at least 3 × 3 pixels, got 2 × 9"),
    );
    expect(() => gradientMagnitude(noise(2, 4, 1, "small"))).toThrow(
      new RangeError("gradientMagnitude needs images of at least 2 × 2 pixels, got 4 × 1"),
    );
  });

  test.each([-0.1, Math.SQRT1_2, Number.NaN])("a cutoff of %d", (cutoff) => {
    expect(() => highFrequencyEnergyShare(images, { cutoff })).toThrow(
      new RangeError(
        `highFrequencyEnergyShare needs a cutoff from 0 to below 0.7071 cycles a pixel, got ${cutoff}`,
      ),
    );
  });
});

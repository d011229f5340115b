import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { fitGaussianMixture } from "../../lib/fitters/gaussian-mixture/fit";
import { createRandom } from "../../lib/random/create-random";
import { gaussianMixture, sampleGaussianMixture } from "../../lib/samplers/gaussian-mixture";
import { expectClose } from "../fitters/helpers";
import { type Bins, chiSquared, expectToFollow, readGolden, seeds } from "../random/goodness-of-fit";

const bins = readGolden<{ kolmogorovLimit: number; normal: Bins }>("random-distributions");
/** Components so far apart that every draw shows where it came from. */
const model = {
  weights: [0.2, 0.5, 0.3],
  means: [
    [0, 0],
    [100, 0],
    [0, 100],
  ],
  covariances: [
    [
      [1, 0.8],
      [0.8, 1],
    ],
    [
      [4, -1],
      [-1, 0.5],
    ],
    [
      [0.1, 0],
      [0, 9],
    ],
  ],
};

function componentOf(x: number, y: number): number {
  return x > 50 ? 1 : y > 50 ? 2 : 0;
}

describe("sampleGaussianMixture", () => {
  test.each(seeds)(
    "components have their weights, and each is normal in every direction (seed %s)",
    (seed) => {
      const { values, rows } = sampleGaussianMixture(model, 120_000, createRandom(seed));
      const members: Array<Array<[number, number]>> = [[], [], []];
      for (let row = 0; row < rows; row++) {
        const [x, y] = [values[2 * row]!, values[2 * row + 1]!];
        members[componentOf(x, y)]!.push([x, y]);
      }
      const counts = members.map((points) => points.length);
      expect(chiSquared(counts, model.weights)).toBeLessThan(27.7); // 2 degrees of freedom, once in a million
      members.forEach((points, k) => {
        for (const [a, b] of [
          [1, 0],
          [0, 1],
          [1, 1],
          [2, -1],
        ] as const) {
          expectToFollow(standardised(points, k, a, b), bins.normal, bins.kolmogorovLimit);
        }
      });
    },
  );

  test("neighbouring rows come from independent components", () => {
    const { values, rows } = sampleGaussianMixture(model, 40_000, createRandom("order"));
    const pairs = new Float64Array(9);
    for (let row = 0; row < rows; row += 2) {
      const [first, second] = [row, row + 1].map((r) => componentOf(values[2 * r]!, values[2 * r + 1]!));
      pairs[3 * first! + second!]!++;
    }
    const expected = model.weights.flatMap((left) => model.weights.map((right) => left * right));
    expect(chiSquared(pairs, expected)).toBeLessThan(42.7); // 8 degrees of freedom, once in a million
  });
});

describe("gaussianMixture family", () => {
  const random = createRandom("mixture family");
  const data = sampleGaussianMixture(model, 3000, random.fork("data"));

  test("fits as fitGaussianMixture does, from k-means or from the generation before", () => {
    const settings = { components: 3, maximumIterations: 4, tolerance: 0 };
    const anew = gaussianMixture(settings).fit(data, random.fork(1));
    expect(anew).toEqual(fitGaussianMixture(data, settings, random.fork(1)));
    const previous = gaussianMixture({ ...settings, start: "previous" });
    expect(previous.fit(data, random.fork(1))).toEqual(anew);
    const next = previous.fit(data, random.fork(2), anew);
    expect(next).toEqual(fitGaussianMixture(data, { ...settings, start: anew }, random.fork(2)));
    expect(gaussianMixture(settings).fit(data, random.fork(1), next)).toEqual(anew);
    expect(previous.origin!.arguments).toEqual([{ ...settings, start: "previous" }]);
  });

  test("identical points: a floor with regularization, an absorbed point mass without", () => {
    const points = pointsFrom(Array.from({ length: 10 }, () => [0.1, -7]));
    const floored = gaussianMixture({ components: 2, regularization: 1e-4 });
    const atFloor = floored.fit(points, random.fork("floor"));
    expectClose(atFloor.covariances[0]!.flat(), [1e-4, 0, 0, 1e-4], 1e-12);
    expect(floored.isAbsorbed!(atFloor)).toBe(false);
    const free = gaussianMixture({ components: 2, regularization: 0 });
    const absorbed = free.fit(points, random.fork("free"));
    expect(free.isAbsorbed!(absorbed)).toBe(true);
    const again: Points = free.sample(absorbed, 10, random.fork("again"));
    expect(free.fit(again, random, absorbed)).toEqual(absorbed);
  });

  test("refuses bad options when it is made, and too small a generation when it is fitted", () => {
    expect(() => gaussianMixture({ components: 0 })).toThrow(/components to be a whole number/);
    expect(() => gaussianMixture({ components: 1, start: "random" as never })).toThrow(
      /start to be "k-means" or "previous", got "random"/,
    );
    const small = pointsFrom([
      [1, 2],
      [3, 4],
    ]);
    expect(() => gaussianMixture({ components: 3 }).fit(small, random)).toThrow(
      /got 2 rows for 3 components\. Raise samplesPerGeneration/,
    );
  });
});

function standardised(points: Array<[number, number]>, k: number, a: number, b: number): Float64Array {
  const [[xx, xy], [, yy]] = model.covariances[k] as [[number, number], [number, number]];
  const centre = a * model.means[k]![0]! + b * model.means[k]![1]!;
  const deviation = Math.sqrt(a * a * xx + 2 * a * b * xy + b * b * yy);
  return Float64Array.from(points, ([x, y]) => (a * x + b * y - centre) / deviation);
}

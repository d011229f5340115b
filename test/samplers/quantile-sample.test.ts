import { describe, expect, test } from "vitest";
import { mixtureKlDivergence } from "../../lib/metrics/mixture-kl-divergence";
import { createRandom } from "../../lib/random/create-random";
import { exactlySampledMixture, quantileSample } from "../../lib/samplers/quantile-sample";

const mixture = { weights: [0.3, 0.7], means: [[-2], [1]], covariances: [[[0.5]], [[2]]] };

describe("quantileSample", () => {
  test("gives every component its share with exact mean and variance", () => {
    const { values, rows, columns } = quantileSample(mixture, 1000);
    expect([rows, columns]).toEqual([1000, 1]);
    for (const [from, to, mean, variance] of [
      [0, 300, -2, 0.5],
      [300, 1000, 1, 2],
    ] as const) {
      const part = values.subarray(from, to);
      const average = part.reduce((sum, x) => sum + x, 0) / part.length;
      expect(average).toBeCloseTo(mean, 12);
      expect(part.reduce((sum, x) => sum + (x - average) ** 2, 0) / part.length).toBeCloseTo(variance, 12);
    }
  });

  test("counts are whole and add up, by largest remainder", () => {
    const thirds = {
      weights: [1 / 3, 1 / 3, 1 / 3],
      means: [[0], [10], [20]],
      covariances: [[[1]], [[1]], [[1]]],
    };
    const { values } = quantileSample(thirds, 8);
    expect([0, 10, 20].map((centre) => values.filter((x) => Math.abs(x - centre) < 5).length)).toEqual([
      3, 3, 2,
    ]);
  });

  test("refuses several dimensions and a count below two", () => {
    const plane = {
      weights: [1],
      means: [[0, 0]],
      covariances: [
        [
          [1, 0],
          [0, 1],
        ],
      ],
    };
    expect(() => quantileSample(plane, 10)).toThrow(
      "quantileSample needs a mixture in one dimension, got 2. Draw with sampleGaussianMixture",
    );
    expect(() => quantileSample(mixture, 1)).toThrow(
      "quantileSample needs count to be a whole number of at least 2, got 1",
    );
  });
});

describe("exactlySampledMixture", () => {
  test("fits its own samples back, the more closely the more points there are", () => {
    const family = exactlySampledMixture({ components: 2, maximumIterations: 2000, tolerance: 1e-12 });
    const random = createRandom("exact");
    const truth = { weights: [0.5, 0.5], means: [[-1.5], [1.5]], covariances: [[[1]], [[1]]] };
    const divergences = [100, 1000, 10_000].map((count) => {
      const model = family.fit(family.sample(truth as never, count, random), random);
      return mixtureKlDivergence(truth, model);
    });
    expect(divergences[1]!).toBeLessThan(divergences[0]! / 20);
    expect(divergences[2]!).toBeLessThan(1e-8);
  });
});

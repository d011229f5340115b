import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gaussianMixtureLogDensity } from "../../lib/fitters/gaussian-mixture/density";
import { klGaussian } from "../../lib/metrics/kl-gaussian";
import { mixtureKlDivergence } from "../../lib/metrics/mixture-kl-divergence";
import { meanAndStandardError } from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";
import { sampleGaussianMixture } from "../../lib/samplers/gaussian-mixture";

const normal = (mean: number, standardDeviation: number) => ({
  weights: [1],
  means: [[mean]],
  covariances: [[[standardDeviation ** 2]]],
});
const two = { weights: [0.2, 0.8], means: [[-3], [1]], covariances: [[[0.01]], [[4]]] };
const other = { weights: [0.6, 0.4], means: [[-2], [2]], covariances: [[[1]], [[3]]] };

describe("mixtureKlDivergence", () => {
  test("of single Gaussians is the closed form", () => {
    const mean = fc.double({ min: -5, max: 5, noNaN: true });
    const deviation = fc.double({ min: 0.1, max: 5, noNaN: true });
    fc.assert(
      fc.property(mean, deviation, mean, deviation, (a, s, b, t) => {
        const exact = klGaussian({ mean: a, standardDeviation: s }, { mean: b, standardDeviation: t });
        expect(Math.abs(mixtureKlDivergence(normal(a, s), normal(b, t)) - exact)).toBeLessThan(
          1e-11 * (1 + exact),
        );
      }),
    );
  });

  test.each([1, 2, 3])("of mixtures is the mean log ratio over draws (seed %i)", (seed) => {
    const draws = sampleGaussianMixture(two, 50_000, createRandom(seed));
    const [p, q] = [two, other].map((model) => gaussianMixtureLogDensity(model, draws));
    const { measured, standardError } = meanAndStandardError(p!.map((value, i) => value - q![i]!));
    expect(Math.abs(mixtureKlDivergence(two, other) - measured)).toBeLessThan(4.5 * standardError);
  });

  test("is 0 for equal mixtures, and leaves out components of no weight", () => {
    expect(mixtureKlDivergence(two, two)).toBe(0);
    const withNothing = { weights: [1, 0], means: [[0], [1e9]], covariances: [[[1]], [[1]]] };
    expect(mixtureKlDivergence(withNothing, normal(1, 1))).toBeCloseTo(0.5, 12);
  });

  test("refuses what it cannot integrate", () => {
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
    expect(() => mixtureKlDivergence(plane, plane)).toThrow(
      "mixtureKlDivergence needs mixtures in one dimension, got 2",
    );
    const needle = { weights: [0.5, 0.5], means: [[0], [1]], covariances: [[[1e-14]], [[1]]] };
    expect(() => mixtureKlDivergence(needle, two)).toThrow(
      "mixtureKlDivergence needs components of p whose narrowest standard deviation is not below 0.000008 of its range",
    );
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { MultivariateGaussianModel } from "../../lib/fitters/multivariate-gaussian";
import { klGaussian } from "../../lib/metrics/kl-gaussian";
import { squaredWasserstein2Gaussian, wasserstein2Gaussian } from "../../lib/metrics/wasserstein2-gaussian";
import golden from "../golden/gaussian-distances.json";

function multivariate(mean: number[], covariance: number[]): MultivariateGaussianModel {
  return {
    dimensions: mean.length,
    mean: Float64Array.from(mean),
    covariance: Float64Array.from(covariance),
  };
}

const gaussian = fc.record({
  mean: fc.double({ min: -50, max: 50, noNaN: true }),
  standardDeviation: fc.double({ min: 0.01, max: 50, noNaN: true }),
});
const planar = fc
  .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 })
  .map(([x, y, a, b, c]) =>
    multivariate([x!, y!], [a! * a! + 0.01, a! * b!, a! * b!, b! * b! + c! * c! + 0.01]),
  );

test("equal SciPy's and POT's values in 1, 2, 5 and 20 dimensions", () => {
  for (const { a, b, kl, wasserstein2 } of golden.gaussians) {
    const [left, right] = [multivariate(a.mean, a.covariance), multivariate(b.mean, b.covariance)];
    expect(klGaussian(left, right) / kl).toBeCloseTo(1, 9);
    expect(wasserstein2Gaussian(left, right) / wasserstein2).toBeCloseTo(1, 6);
  }
});

test("one dimension agrees with a 1 × 1 covariance", () => {
  fc.assert(
    fc.property(gaussian, gaussian, (a, b) => {
      const [left, right] = [a, b].map((model) => multivariate([model.mean], [model.standardDeviation ** 2]));
      const divergence = klGaussian(a, b);
      expect(Math.abs(klGaussian(left!, right!) - divergence)).toBeLessThan(1e-8 * (1 + divergence));
      expect(wasserstein2Gaussian(a, b)).toBeCloseTo(wasserstein2Gaussian(left!, right!), 5);
    }),
  );
});

test("KL of shifted and of scaled normals is its closed form", () => {
  const standard = { mean: 0, standardDeviation: 1 };
  expect(klGaussian({ mean: 3, standardDeviation: 1 }, standard)).toBeCloseTo(4.5, 14);
  expect(klGaussian({ mean: 0, standardDeviation: 2 }, standard)).toBeCloseTo((4 - 1) / 2 - Math.LN2, 14);
});

test("are zero on equal models and never negative; W2 is symmetric and a metric", () => {
  fc.assert(
    fc.property(planar, planar, planar, (a, b, c) => {
      expect(klGaussian(a, a)).toBe(0);
      expect(wasserstein2Gaussian(a, a)).toBe(0);
      expect(klGaussian(a, b)).toBeGreaterThanOrEqual(0);
      expect(wasserstein2Gaussian(a, b)).toBeCloseTo(wasserstein2Gaussian(b, a), 5);
      expect(wasserstein2Gaussian(a, c)).toBeLessThanOrEqual(
        wasserstein2Gaussian(a, b) + wasserstein2Gaussian(b, c) + 1e-5,
      );
    }),
  );
});

test("W2 of commuting covariances is the distance of means and standard deviations", () => {
  const a = multivariate([0, 0, 1], [4, 0, 0, 0, 9, 0, 0, 0, 1]);
  const b = multivariate([1, 2, 1], [1, 0, 0, 0, 25, 0, 0, 0, 0]);
  expect(squaredWasserstein2Gaussian(a, b)).toBeCloseTo(1 + 4 + 1 + 4 + 1, 12);
});

test("W2 from a collapsed model is finite: ‖shift‖² + trace", () => {
  const point = multivariate([1, 1], [0, 0, 0, 0]);
  const real = multivariate([0, 0], [2, 1, 1, 2]);
  expect(squaredWasserstein2Gaussian(point, real)).toBeCloseTo(2 + 4, 13);
  expect(wasserstein2Gaussian({ mean: 1, standardDeviation: 0 }, { mean: 1, standardDeviation: 2 })).toBe(2);
});

test("KL from or to a collapsed model is Infinity, and 0 only when both are equal", () => {
  const point = { mean: 0, standardDeviation: 0 };
  const real = { mean: 0, standardDeviation: 1 };
  expect(klGaussian(point, point)).toBe(0);
  expect(klGaussian(point, real)).toBe(Infinity);
  expect(klGaussian(real, point)).toBe(Infinity);
  const line = multivariate([0, 0], [1, 1, 1, 1]);
  const plane = multivariate([0, 0], [1, 0, 0, 1]);
  expect(klGaussian(line, plane)).toBe(Infinity);
  expect(klGaussian(plane, line)).toBe(Infinity);
  expect(klGaussian(line, line)).toBe(0);
});

for (const [name, distance] of Object.entries({ klGaussian, wasserstein2Gaussian })) {
  test(`${name} refuses models that are not finite, do not fit or are of two kinds`, () => {
    const plane = multivariate([0, 0], [1, 0, 0, 1]);
    const one = { mean: 0, standardDeviation: 1 };
    expect(() => distance({ mean: Number.NaN, standardDeviation: 1 }, one)).toThrow(
      new RangeError(`${name} needs a finite mean and a finite standardDeviation ≥ 0, got NaN and 1`),
    );
    expect(() => distance(one, { mean: 0, standardDeviation: -1 })).toThrow(
      new RangeError(`${name} needs a finite mean and a finite standardDeviation ≥ 0, got 0 and -1`),
    );
    expect(() => distance(plane, multivariate([0], [1]))).toThrow(
      new RangeError(`${name} needs models of the same dimensions, got 2 and 1`),
    );
    expect(() => distance(plane, multivariate([0, 0], [1, 0, 0]))).toThrow(
      new RangeError(`${name} needs 2 means and 4 covariances, got 2 and 3`),
    );
    expect(() => distance(plane, multivariate([0, Infinity], [1, 0, 0, 1]))).toThrow(
      new RangeError(`${name} needs finite means and covariances`),
    );
    expect(() => distance(plane, multivariate([0, 0], [1, 0, 0, -1]))).toThrow(
      new RangeError(`${name} needs variances ≥ 0: variance 1 is -1`),
    );
    expect(() => distance(plane, one as never)).toThrow(
      new TypeError(
        `${name} needs two models of one kind, got one with a standard deviation and one with a covariance`,
      ),
    );
  });
}

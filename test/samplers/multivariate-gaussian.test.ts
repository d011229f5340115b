import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { fitMultivariateGaussian } from "../../lib/fitters/multivariate-gaussian";
import { createRandom } from "../../lib/random/create-random";
import {
  multivariateGaussian,
  multivariateGaussianLogDensity,
  sampleMultivariateGaussian,
} from "../../lib/samplers/multivariate-gaussian";
import { expectClose, readGolden } from "../fitters/helpers";
import { type Bins, expectToFollow, seeds } from "../random/goodness-of-fit";

const bins = readGolden<{ kolmogorovLimit: number; normal: Bins }>("random-distributions");
const golden = readGolden<{ points: number[][]; pointLogDensity: number[] }>("gaussian");
const model = {
  dimensions: 3,
  mean: Float64Array.of(1, -2, 10),
  covariance: Float64Array.of(4, 1.5, -1, 1.5, 1, 0.1, -1, 0.1, 2),
};

describe("sampleMultivariateGaussian", () => {
  test.each(seeds)("every projection is normal with the right variance (seed %s)", (seed) => {
    const points = sampleMultivariateGaussian(model, 60_000, createRandom(seed));
    for (const direction of [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 1, 0],
      [1, 0, -2],
      [-1, 3, 1],
    ]) {
      const [mean, variance] = projection(direction);
      const standardised = Float64Array.from({ length: points.rows }, (_, row) => {
        const along = direction.reduce((sum, weight, c) => sum + weight * points.values[3 * row + c]!, 0);
        return (along - mean) / Math.sqrt(variance);
      });
      expectToFollow(standardised, bins.normal, bins.kolmogorovLimit);
    }
  });

  test("a fit to its sample recovers the model within five standard errors", () => {
    const rows = 50_000;
    const fitted = fitMultivariateGaussian(sampleMultivariateGaussian(model, rows, createRandom("recover")));
    const at = (i: number, j: number) => model.covariance[3 * i + j]!;
    for (let i = 0; i < 3; i++) {
      expect(Math.abs(fitted.mean[i]! - model.mean[i]!)).toBeLessThan(5 * Math.sqrt(at(i, i) / rows));
      for (let j = 0; j < 3; j++) {
        const standardError = Math.sqrt((at(i, i) * at(j, j) + at(i, j) ** 2) / rows);
        expect(Math.abs(fitted.covariance[3 * i + j]! - at(i, j))).toBeLessThan(5 * standardError);
      }
    }
  });

  test("a singular covariance keeps the sample in its subspace", () => {
    const line = { dimensions: 2, mean: Float64Array.of(1, 1), covariance: Float64Array.of(1, 2, 2, 4) };
    const { values } = sampleMultivariateGaussian(line, 100, createRandom("line"));
    for (let row = 0; row < 100; row++) {
      expect(values[2 * row + 1]! - 1).toBeCloseTo(2 * (values[2 * row]! - 1), 12);
    }
  });
});

describe("multivariateGaussianLogDensity", () => {
  test("equals SciPy", () => {
    const points = pointsFrom(golden.points);
    const densities = multivariateGaussianLogDensity(fitMultivariateGaussian(points), points);
    expectClose(densities, golden.pointLogDensity, 1e-12);
  });

  test("refuses a singular covariance", () => {
    const line = { dimensions: 2, mean: new Float64Array(2), covariance: Float64Array.of(1, 1, 1, 1) };
    expect(() => multivariateGaussianLogDensity(line, pointsFrom([[0, 0]]))).toThrow(
      /positive-definite 2 × 2/,
    );
  });
});

describe("multivariateGaussian family", () => {
  const random = createRandom("family");

  test("a chain with fewer points than dimensions goes on without error", () => {
    const family = multivariateGaussian();
    let points = sampleMultivariateGaussian(
      { dimensions: 12, mean: new Float64Array(12), covariance: diagonal(12) },
      5,
      random,
    );
    for (let generation = 0; generation < 30; generation++) {
      const fitted = family.fit(points, random);
      expect(fitted.covariance.every(Number.isFinite)).toBe(true);
      points = family.sample(fitted, 5, random);
    }
    expect(points.rows).toBe(5);
  });

  test("identical points are absorbed", () => {
    const family = multivariateGaussian({ unbiased: true });
    const fitted = family.fit(
      pointsFrom([
        [3, 4],
        [3, 4],
        [3, 4],
      ]),
      random,
    );
    expect(family.isAbsorbed!(fitted)).toBe(true);
    expect([...family.sample(fitted, 2, random).values]).toEqual([3, 4, 3, 4]);
    expect(family.isAbsorbed!(model)).toBe(false);
    expect(family.origin!.arguments).toEqual([{ unbiased: true }]);
  });
});

function projection(direction: number[]): [mean: number, variance: number] {
  let [mean, variance] = [0, 0];
  direction.forEach((left, i) => {
    mean += left * model.mean[i]!;
    direction.forEach((right, j) => {
      variance += left * right * model.covariance[3 * i + j]!;
    });
  });
  return [mean, variance];
}

function diagonal(order: number): Float64Array {
  return new Float64Array(order * order).map((_, at) => (at % (order + 1) === 0 ? 1 : 0));
}

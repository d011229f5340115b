import { expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { gaussianTailMass, mahalanobisTailMass } from "../../lib/metrics/mahalanobis-tail-mass";
import { createRandom } from "../../lib/random/create-random";

const standard = { mean: 0, standardDeviation: 1 };
const correlated = {
  dimensions: 2,
  mean: Float64Array.of(1, -1),
  covariance: Float64Array.of(4, 3, 3, 9),
};

test("counts what lies beyond the radius, not on it", () => {
  expect(mahalanobisTailMass(Float64Array.of(-3, -2, 0, 2, 2.5), standard, 2)).toBe(0.4);
  const axis = { dimensions: 2, mean: new Float64Array(2), covariance: Float64Array.of(4, 0, 0, 1) };
  const points = pointsFrom([
    [3, 0],
    [0, 3],
    [4, 0],
    [0, 2],
  ]);
  expect(mahalanobisTailMass(points, axis, 2)).toBe(0.25);
});

test("of a model's own draws is the chi-squared tail, in one and two dimensions", () => {
  const random = createRandom("tail mass");
  const count = 50_000;
  const sample = random.fillNormal(new Float64Array(count), 0, 1);
  const noise = random.fillNormal(new Float64Array(2 * count));
  const values = noise.map((_, i) =>
    // Cholesky factor of the covariance: [[2, 0], [1.5, √6.75]].
    i % 2 === 0 ? 1 + 2 * noise[i]! : -1 + 1.5 * noise[i - 1]! + Math.sqrt(6.75) * noise[i]!,
  );
  for (const radius of [0.5, 1.5, 3]) {
    for (const [dimensions, measured] of [
      [1, mahalanobisTailMass(sample, standard, radius)],
      [2, mahalanobisTailMass({ values, rows: count, columns: 2 }, correlated, radius)],
    ] as const) {
      const expected = gaussianTailMass(dimensions, radius);
      const standardError = Math.sqrt((expected * (1 - expected)) / count);
      expect(Math.abs(measured - expected)).toBeLessThan(4 * standardError);
    }
  }
});

test("closed forms: erfc in one dimension, exp(−r²/2) in two", () => {
  expect(gaussianTailMass(1, 3)).toBeCloseTo(0.00269979606326, 14);
  expect(gaussianTailMass(2, 3)).toBeCloseTo(Math.exp(-4.5), 15);
  expect(gaussianTailMass(7, 0)).toBe(1);
});

test("refuses a negative radius, empty data, other dimensions and a model without spread", () => {
  const points = pointsFrom([[0, 0]]);
  expect(() => mahalanobisTailMass(Float64Array.of(1), standard, -1)).toThrow(
    new RangeError("mahalanobisTailMass needs a radius ≥ 0, got -1"),
  );
  expect(() => mahalanobisTailMass(new Float64Array(0), standard, 1)).toThrow(
    new RangeError("mahalanobisTailMass needs at least 1 observations, got 0"),
  );
  expect(() => mahalanobisTailMass(pointsFrom([[0, 0, 0]]), correlated, 1)).toThrow(
    new RangeError("mahalanobisTailMass needs points of the model's 2 dimensions, got 3 columns"),
  );
  const flat = { ...correlated, covariance: Float64Array.of(1, 1, 1, 1) };
  const noSpread =
    "mahalanobisTailMass needs a model that spreads in every direction, got one with a singular covariance. " +
    "Hold the data against the model of the real data, not against a collapsed one";
  expect(() => mahalanobisTailMass(points, flat, 1)).toThrow(new RangeError(noSpread));
  expect(() => mahalanobisTailMass(Float64Array.of(1), { mean: 0, standardDeviation: 0 }, 1)).toThrow(
    new RangeError(noSpread),
  );
  expect(() => gaussianTailMass(1.5, 1)).toThrow(
    new RangeError("gaussianTailMass needs dimensions to be a whole number ≥ 1, got 1.5"),
  );
  expect(() => gaussianTailMass(1, Number.NaN)).toThrow(
    new RangeError("gaussianTailMass needs a radius ≥ 0, got NaN"),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { largestMean, latentSpread } from "../../lib/metrics/latent-spread";
import { createRandom } from "../../lib/random/create-random";

const points = fc
  .record({
    rows: fc.integer({ min: 1, max: 20 }),
    columns: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(
    ({ rows, columns, seed }): Points => ({
      ...{ rows, columns },
      values: createRandom(seed).fillNormal(new Float64Array(rows * columns)),
    }),
  );

test("the spread divides by n, then averages standard deviations, not variances", () => {
  expect(
    latentSpread(
      pointsFrom([
        [0, 5, 1],
        [2, 5, 7],
      ]),
    ),
  ).toBeCloseTo((1 + 0 + 3) / 3, 15);
  expect(latentSpread(pointsFrom([[3, 4]]))).toBe(0);
});

test("the spread scales with the points and ignores shifts; the largest mean follows them", () => {
  fc.assert(
    fc.property(points, fc.integer({ min: -20, max: 20 }), (data, number) => {
      const spread = latentSpread(data);
      const mean = largestMean(data);
      const scaled = { ...data, values: data.values.map((value) => number * value) };
      expect(latentSpread(scaled)).toBeCloseTo(Math.abs(number) * spread, 11);
      expect(largestMean(scaled)).toBeCloseTo(Math.abs(number) * mean, 11);
      const shifted = { ...data, values: data.values.map((value) => value + 100) };
      expect(latentSpread(shifted)).toBeCloseTo(spread, 11);
      expect(largestMean(shifted)).toBeGreaterThan(100 - 1e-9 - mean);
    }),
  );
});

test("of standard normals: 1 − 3/(4n), and a mean near 0", () => {
  const [rows, columns] = [400, 50];
  const data = {
    rows,
    columns,
    values: createRandom("latents").fillNormal(new Float64Array(rows * columns)),
  };
  // E of a standard deviation by 1/n is about 1 − 3/(4n); each is spread by 1/√(2n).
  const error = 1 / Math.sqrt(2 * rows * columns);
  expect(Math.abs(latentSpread(data) - (1 - 3 / (4 * rows)))).toBeLessThan(4 * error);
  expect(largestMean(data)).toBeLessThan(4.5 / Math.sqrt(rows));
  expect(largestMean(data)).toBeGreaterThan(1 / Math.sqrt(rows));
});

test("the largest mean is that of the column furthest off, on either side", () => {
  expect(
    largestMean(
      pointsFrom([
        [1, -4],
        [3, -6],
      ]),
    ),
  ).toBe(5);
});

test("refuse no rows and numbers that are not finite", () => {
  for (const [name, measure] of Object.entries({ latentSpread, largestMean })) {
    expect(() => measure({ values: new Float64Array(0), rows: 0, columns: 3 })).toThrow(
      new RangeError(`${name} needs at least 1 rows of data, got 0 × 3`),
    );
    expect(() => measure({ values: Float64Array.of(1, Number.NaN), rows: 1, columns: 2 })).toThrow(
      new RangeError(`${name} needs finite numbers: row 0, column 1 is NaN. Drop or fill it first`),
    );
    expect(() => measure([[1]] as never)).toThrow(
      new TypeError(`${name} needs Points (see pointsFrom), got an array`),
    );
  }
});

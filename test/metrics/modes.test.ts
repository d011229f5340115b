import fc from "fast-check";
import { expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { classEntropy } from "../../lib/metrics/class-entropy";
import { effectiveNumberOfModes } from "../../lib/metrics/effective-number-of-modes";
import { heterozygosity } from "../../lib/metrics/heterozygosity";
import { modesCovered } from "../../lib/metrics/modes-covered";
import { rareCategoriesKept } from "../../lib/metrics/rare-categories-kept";
import { rareWordsKept } from "../../lib/metrics/text/rare-types";
import { createRandom } from "../../lib/random/create-random";

const counts = fc
  .array(fc.nat(50), { minLength: 1, maxLength: 20 })
  .filter((drawn) => drawn.some((count) => count > 0));

test("the effective number of k equal modes is k, whatever the order", () => {
  for (const order of [0, 0.5, 1, 2, 3]) {
    expect(effectiveNumberOfModes([7, 7, 0, 7, 7], { order })).toBeCloseTo(4, 12);
    expect(effectiveNumberOfModes([0, 0.3, 0], { order })).toBeCloseTo(1, 12);
  }
});

test("is the exponential of the entropy, one over the chance to agree, and falls with the order", () => {
  fc.assert(
    fc.property(counts, (drawn) => {
      const total = drawn.reduce((sum, count) => sum + count, 0);
      const shares = drawn.map((count) => count / total);
      const [zero, one, nearOne, two] = [0, 1, 1 + 1e-7, 2].map((order) =>
        effectiveNumberOfModes(drawn, { order }),
      ) as [number, number, number, number];
      expect(zero).toBeCloseTo(shares.filter((share) => share > 0).length, 10);
      expect(one).toBeCloseTo(Math.exp(classEntropy(shares)), 10);
      expect(two).toBeCloseTo(1 / (1 - heterozygosity(shares)), 8);
      expect(nearOne).toBeCloseTo(one, 4);
      expect(zero + 1e-9).toBeGreaterThanOrEqual(one);
      expect(one + 1e-9).toBeGreaterThanOrEqual(two);
    }),
  );
});

test("the effective number refuses counts that are none", () => {
  const refused = (given: number[], message: string): void =>
    expect(() => effectiveNumberOfModes(given)).toThrow(
      new RangeError(`effectiveNumberOfModes needs ${message}`),
    );
  refused([], "a mode that occurs: all counts are 0");
  refused([0, 0], "a mode that occurs: all counts are 0");
  refused([1, -1], "counts that are finite and not negative: count 1 is -1");
  refused([Number.NaN], "counts that are finite and not negative: count 0 is NaN");
  expect(() => effectiveNumberOfModes([1], { order: -1 })).toThrow(
    "needs an order of at least 0, such as 1 or 2, got -1",
  );
});

/** The grid of 25 Gaussians with which mode collapse is studied. */
const grid = pointsFrom(Array.from({ length: 25 }, (_, at) => [2 * (at % 5), 2 * Math.floor(at / 5)]));

test("a grid of 25 narrow Gaussians is covered, all but what lies beyond three standard deviations", () => {
  const random = createRandom("grid");
  const deviation = 0.05;
  const rows = Array.from({ length: 20_000 }, () => {
    const mode = random.integer(25);
    return [0, 1].map((c) => grid.values[2 * mode + c]! + deviation * random.normal());
  });
  const found = modesCovered(pointsFrom(rows), grid, { radius: 3 * deviation });
  expect(found.covered).toBe(25);
  // In two dimensions the squared radius is exponential: exp(−9/2) lie outside.
  const outside = Math.exp(-4.5);
  expect(Math.abs(found.nearShare - (1 - outside))).toBeLessThan(4 * Math.sqrt(outside / 20_000));
  expect(effectiveNumberOfModes(found.counts)).toBeGreaterThan(24.9);
});

test("a mode needs so many points within the radius; a point belongs to the nearest centre alone", () => {
  const centres = pointsFrom([[0], [10], [11]]);
  const points = pointsFrom([[0], [1], [10.4], [10.5], [20]]);
  expect(modesCovered(points, centres, { radius: 1 })).toEqual({
    covered: 2,
    nearShare: 0.8,
    counts: Float64Array.of(2, 2, 0),
  });
  expect(modesCovered(points, centres, { radius: 0.45, minimumCount: 1 }).counts).toEqual(
    Float64Array.of(1, 1, 0),
  );
  expect(modesCovered(points, centres, { radius: 1, minimumCount: 3 }).covered).toBe(0);
});

test("modes refuse other dimensions, no points, and options out of range", () => {
  const one = pointsFrom([[1]]);
  expect(() => modesCovered(one, grid, { radius: 1 })).toThrow(
    "modesCovered needs points and centres of the same dimensions, got 1 and 2 columns",
  );
  expect(() =>
    modesCovered({ values: new Float64Array(0), rows: 0, columns: 1 }, one, { radius: 1 }),
  ).toThrow("modesCovered needs at least 1 rows of data, got 0 × 1");
  expect(() => modesCovered({ ...one, values: Float64Array.of(Number.NaN) }, one, { radius: 1 })).toThrow(
    "modesCovered needs finite numbers: row 0, column 0 is NaN",
  );
  expect(() => modesCovered(one, one, { radius: 0 })).toThrow("modesCovered needs a radius above 0, got 0");
  expect(() => modesCovered(one, one, { radius: 1, minimumCount: 0 })).toThrow(
    "modesCovered needs minimumCount to be a whole number of at least 1, got 0",
  );
});

test("rare categories go by their share of the real data, rare words by their count", () => {
  const real = [900, 50, 30, 10, 10, 0];
  expect(rareCategoriesKept(real, [5, 1, 0, 0, 1, 9])).toEqual({ rare: 0.5, other: 2 / 3 });
  expect(rareCategoriesKept(real, [5, 1, 0, 0, 1, 9], { maximumShare: 0.05 })).toEqual({
    rare: 0.5,
    other: 1,
  });
  expect(rareWordsKept(real, [5, 1, 0, 0, 1, 9], 50)).toEqual({ rare: 0.5, other: 1 });
});

test("rare categories refuse counts that cannot be compared", () => {
  const refused = (real: number[], synthetic: number[], maximumShare: number, message: string): void =>
    expect(() => rareCategoriesKept(real, synthetic, { maximumShare })).toThrow(
      new RangeError(`rareCategoriesKept needs ${message}`),
    );
  refused([1, 9], [1], 0.1, "counts of the same categories, got 2 and 1 counts");
  refused([1, 9], [0, 0], 0.1, "synthetic data: all synthetic counts are 0");
  refused([0, 0], [1, 0], 0.1, "real data: all real counts are 0");
  refused([1, Number.NaN], [1, 1], 0.1, "counts that are finite and not negative: real count 1 is NaN");
  refused(
    [5, 5],
    [1, 1],
    0.1,
    "categories with at most 0.1 of the real data and others with more, got 0 and 2",
  );
  refused([1, 9], [1, 1], 1, "a maximumShare between 0 and 1, such as 0.01, got 1");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { kolmogorovSmirnov } from "../../lib/metrics/kolmogorov-smirnov";
import { wasserstein1, wasserstein2 } from "../../lib/metrics/wasserstein";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/divergences.json";

const sample = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 30 });
const distances = { wasserstein1, wasserstein2, kolmogorovSmirnov };

test("equal the values of SciPy and POT, with ties and unequal sizes", () => {
  for (const row of golden.samples) {
    for (const [name, distance] of Object.entries(distances)) {
      expect(distance(row.a, row.b)).toBeCloseTo(row[name as keyof typeof distances], 10);
    }
  }
});

test("of a shifted copy are the shift", () => {
  fc.assert(
    fc.property(sample, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (x, shift) => {
      const shifted = x.map((value) => value + shift);
      expect(wasserstein1(x, shifted)).toBeCloseTo(Math.abs(shift), 8);
      expect(wasserstein2(x, shifted)).toBeCloseTo(Math.abs(shift), 8);
    }),
  );
});

test("are zero on equal samples, symmetric, and scale with the data (Kolmogorov–Smirnov does not)", () => {
  fc.assert(
    fc.property(sample, sample, (x, y) => {
      for (const distance of Object.values(distances)) {
        expect(distance(x, x)).toBe(0);
        expect(distance(x, y)).toBeCloseTo(distance(y, x), 9);
      }
      const [larger, other] = [x.map((value) => -4 * value), y.map((value) => -4 * value)];
      expect(wasserstein1(larger, other)).toBeCloseTo(4 * wasserstein1(x, y), 8);
      expect(wasserstein2(larger, other)).toBeCloseTo(4 * wasserstein2(x, y), 8);
      expect(kolmogorovSmirnov(larger, other)).toBeCloseTo(kolmogorovSmirnov(x, y), 12);
    }),
  );
});

test("obey the triangle inequality, and W1 ≤ W2", () => {
  fc.assert(
    fc.property(sample, sample, sample, (x, y, z) => {
      for (const distance of Object.values(distances)) {
        expect(distance(x, z)).toBeLessThanOrEqual(distance(x, y) + distance(y, z) + 1e-8);
      }
      expect(wasserstein1(x, y)).toBeLessThanOrEqual(wasserstein2(x, y) + 1e-9);
    }),
  );
});

test("repeating every observation changes nothing: unequal sizes are handled exactly", () => {
  fc.assert(
    fc.property(sample, sample, fc.integer({ min: 2, max: 5 }), (x, y, times) => {
      const repeated = y.flatMap((value) => Array<number>(times).fill(value));
      for (const distance of Object.values(distances)) {
        expect(distance(x, repeated)).toBeCloseTo(distance(x, y), 8);
      }
    }),
  );
});

test("order of the observations changes nothing, and the samples are left as they were", () => {
  const [x, y] = [Float64Array.of(3, 1, 2), Float64Array.of(9, 7, 8, 5)];
  const expected = [Float64Array.of(1, 2, 3), Float64Array.of(5, 7, 8, 9)] as const;
  for (const distance of Object.values(distances)) {
    expect(distance(x, y)).toBe(distance(...expected));
  }
  expect([...x, ...y]).toEqual([3, 1, 2, 9, 7, 8, 5]);
});

test("W1 between large normal samples of means 0 and ½ is ½, and Kolmogorov–Smirnov 2Φ(¼) − 1", () => {
  const random = createRandom("wasserstein");
  const draw = (mean: number, size: number): Float64Array =>
    random.fillNormal(new Float64Array(size), mean, 1);
  const [x, y] = [draw(0, 40_000), draw(0.5, 60_000)];
  const standardError = Math.sqrt(1 / 40_000 + 1 / 60_000); // of the difference of the means, which W1 is here
  expect(Math.abs(wasserstein1(x, y) - 0.5)).toBeLessThan(4 * standardError);
  expect(Math.abs(kolmogorovSmirnov(x, y) - 0.19741)).toBeLessThan(4 * 0.5 * standardError);
});

test("refuse empty samples and numbers that are not finite", () => {
  for (const [name, distance] of Object.entries(distances)) {
    expect(() => distance([], [1])).toThrow(new RangeError(`${name} needs at least 1 observations, got 0`));
    expect(() => distance([1], [1, Number.NaN])).toThrow(
      `${name} needs finite numbers: observation 1 is NaN`,
    );
  }
});

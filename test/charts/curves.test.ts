import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compacted, rounded, thin } from "../../lib/charts/compact";
import { ellipseOutline } from "../../lib/charts/ellipse";
import { summarizeReplicateQuantiles, summarizeReplicates } from "../../lib/charts/replicates";

describe("summaries of replicates", () => {
  test("mean, sample standard error and quantiles of a small table", () => {
    const curves = [[1], [2], [3], [6]];
    const { mean, median, standardError, lower, upper } = summarizeReplicates(curves, { standardErrors: 1 });
    const expected = Math.sqrt((4 + 1 + 0 + 9) / 3 / 4);
    expect([mean[0], median[0]]).toEqual([3, 2.5]);
    expect(standardError[0]).toBeCloseTo(expected, 12);
    expect([lower[0], upper[0]]).toEqual([3 - expected, 3 + expected].map((v) => expect.closeTo(v, 12)));
    const quantiles = summarizeReplicateQuantiles(curves); // NumPy: quantile([1, 2, 3, 6], [0.1, 0.9]) = 1.3, 5.1
    expect([quantiles.lower[0], quantiles.upper[0]]).toEqual([
      expect.closeTo(1.3, 12),
      expect.closeTo(5.1, 12),
    ]);
  });

  test("the band holds the median and does not depend on the order of replicates", () => {
    const curve = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 12 }), (curves) => {
        const { lower, median, upper } = summarizeReplicateQuantiles(curves);
        median.forEach((value, g) => {
          expect(value).toBeGreaterThanOrEqual(lower[g]);
          expect(value).toBeLessThanOrEqual(upper[g]);
        });
        expect(summarizeReplicateQuantiles([...curves].reverse()).median).toEqual(median);
      }),
    );
  });

  test("a single replicate has no band", () => {
    expect(Array.from(summarizeReplicates([[4, 5]]).lower)).toEqual([4, 5]);
  });

  test("bad input is refused by name", () => {
    expect(() => summarizeReplicates([])).toThrow("summarizeReplicates needs at least one curve");
    expect(() => summarizeReplicates([[1, 2], [1]])).toThrow("replicate 0 has 2, replicate 1 has 1");
    expect(() => summarizeReplicates([[1], [Number.NaN]])).toThrow("got NaN in replicate 1 at index 0");
    expect(() => summarizeReplicateQuantiles([[1]], { lower: 0.9, upper: 0.1 })).toThrow(
      "0 ≤ lower ≤ upper ≤ 1",
    );
  });
});

describe("thin", () => {
  const noisy = Array.from({ length: 5000 }, (_, i) => Math.sin(i / 50) + (i === 2345 ? 10 : 0));
  const positions = noisy.map((_, i) => i + 1);

  test("keeps ends and peaks, in order, at most as many as asked", () => {
    for (const logX of [false, true]) {
      const kept = thin(positions, noisy, { limit: 300, logX });
      expect(kept.length).toBeLessThanOrEqual(300);
      expect([kept[0], kept[kept.length - 1]]).toEqual([0, 4999]);
      expect(kept).toContain(2345);
      expect(kept.every((index, i) => i === 0 || index > kept[i - 1])).toBe(true);
    }
  });

  test("keeps the first generations of a log axis", () => {
    expect(thin(positions, noisy, { logX: true }).slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  });

  test("leaves short curves and curves that turn back as they are", () => {
    expect(thin([1, 2, 3], [1, 2, 3])).toEqual([0, 1, 2]);
    expect(thin([...positions].reverse(), noisy)).toHaveLength(5000);
  });

  test("rounded keeps five digits", () =>
    expect([rounded(1.23456789e-9), rounded(2000)]).toEqual([1.2346e-9, 2000]));
});

test("shortened numbers keep five digits, and the shape of a cluster far from 0", () => {
  expect(rounded(1.23456789e-9)).toBe(1.2346e-9);
  expect(compacted([1.23456789, 1000])).toEqual([1.2346, 1000]);
  expect(compacted([100.00012345678, 100.00056789])).toEqual([100.0001235, 100.0005679]);
  expect(compacted([7, 7])).toEqual([7, 7]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 }), (values) => {
      const span = Math.max(...values) - Math.min(...values);
      compacted(values).forEach((value, i) => {
        expect(Math.abs(value - values[i])).toBeLessThanOrEqual(1e-4 * span + 1e-9 * Math.abs(value));
      });
    }),
  );
});

describe("ellipseOutline", () => {
  test("all points lie at the asked Mahalanobis distance", () => {
    const variance = fc.double({ min: 0.01, max: 100, noNaN: true });
    const correlation = fc.double({ min: -0.99, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(variance, variance, correlation, (a, b, r) => {
        const c = r * Math.sqrt(a * b);
        const { x, y } = ellipseOutline(
          {
            mean: [3, -2],
            covariance: [
              [a, c],
              [c, b],
            ],
          },
          2,
        );
        x.forEach((value, i) => {
          const [dx, dy] = [value - 3, y[i] + 2];
          expect((b * dx * dx - 2 * c * dx * dy + a * dy * dy) / (a * b - c * c)).toBeCloseTo(4, 6);
        });
        expect([x[0], y[0]]).toEqual([x[x.length - 1], y[y.length - 1]]);
      }),
    );
  });

  test("a collapsed component is a point", () => {
    const { x } = ellipseOutline(
      {
        mean: [1, 1],
        covariance: [
          [0, 0],
          [0, 0],
        ],
      },
      2,
    );
    expect(new Set(x)).toEqual(new Set([1]));
  });

  test("what is no covariance is refused", () => {
    const covariance = [
      [1, 2],
      [2, 1],
    ];
    expect(() => ellipseOutline({ mean: [0, 0], covariance }, 1)).toThrow("symmetric and not negative");
    expect(() => ellipseOutline({ mean: [0], covariance }, 1)).toThrow("in 2 dimensions, got 1 and 2");
  });
});

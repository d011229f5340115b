import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histogramsOf } from "../../lib/metrics/histograms";
import { quantiles } from "../../lib/metrics/quantiles";
import { tailShare } from "../../lib/metrics/tail-share";
import golden from "../golden/text-metrics.json";

const numbers = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

describe("histograms", () => {
  test("have NumPy's counts on shared bins of equal ratio", () => {
    const { values, edges, counts } = golden.histograms;
    const measured = histogramsOf(values, { bins: edges.length - 1, log: true });
    measured.edges.forEach((edge, at) => void expect(edge / edges[at]!).toBeCloseTo(1, 12));
    measured.shares.forEach((shares, s) => {
      expect(Array.from(shares, (share) => Math.round(share * values[s]!.length))).toEqual(counts[s]);
    });
  });

  test("every value is in one bin; those outside a range in none", () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), fc.boolean(), (samples, log) => {
        const { edges, shares } = histogramsOf(samples, { bins: 7, log });
        for (const share of shares) expect(share.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        expect([...edges]).toEqual([...edges].sort((a, b) => a - b));
      }),
    );
    expect([...histogramsOf([[1, 2, 3, 9]], { bins: 2, range: [1, 3] }).shares[0]!]).toEqual([0.25, 0.5]);
    expect([...histogramsOf([[5, 5]], { bins: 2, log: true }).shares[0]!]).toEqual([0, 1]);
  });

  test("refuse what has no bins", () => {
    expect(() => histogramsOf([])).toThrow("histogramsOf needs at least one sample, got none");
    expect(() => histogramsOf([[1], []])).toThrow("histogramsOf needs at least 1 observations, got 0");
    expect(() => histogramsOf([[0, 1]], { log: true })).toThrow(
      "histogramsOf needs positive values and a range that increases, got 0 to 1",
    );
    expect(() => histogramsOf([[1]], { range: [2, 2] })).toThrow("needs a range that increases, got 2 to 2");
    expect(() => histogramsOf([[1]], { bins: 0 })).toThrow("bins to be a whole number of at least 1, got 0");
  });
});

describe("quantiles", () => {
  test("are NumPy's", () => {
    const values = golden.histograms.values[0]!;
    quantiles(values, [0, 0.05, 0.5, 0.95, 1]).forEach(
      (value, at) => void expect(value).toBeCloseTo(golden.quantiles[at]!, 12),
    );
  });

  test("refuse probabilities that are none", () => {
    expect(() => quantiles([1], [5])).toThrow("quantiles needs probabilities between 0 and 1, got 5");
    expect(() => quantiles([], [0.5])).toThrow("quantiles needs at least 1 observations, got 0");
  });
});

describe("tail share", () => {
  test("counts what lies above, not at, the threshold", () => {
    expect(tailShare([1, 2, 2, 3], 2).measured).toBe(0.25);
    expect(tailShare([1, 2, 2, 3], 0).measured).toBe(1);
    expect(tailShare(new Float64Array(96), 1).standardError).toBeCloseTo(Math.sqrt(0.02 * 0.98 * 0.01), 14);
  });

  test("of a sample above its own 95 % quantile is 5 %", () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 100);
    expect(tailShare(values, quantiles(values, [0.95])[0]!).measured).toBe(0.05);
  });

  test("refuses a threshold that is none", () => {
    expect(() => tailShare([1], Number.NaN)).toThrow("tailShare needs a finite threshold, got NaN");
    expect(() => tailShare([], 1)).toThrow("tailShare needs at least 1 observations, got 0");
  });
});

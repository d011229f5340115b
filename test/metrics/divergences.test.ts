import fc from "fast-check";
import { expect, test } from "vitest";
import { chiSquaredDivergence } from "../../lib/metrics/chi-squared-divergence";
import { hellingerDistance } from "../../lib/metrics/hellinger-distance";
import { heterozygosity } from "../../lib/metrics/heterozygosity";
import { jensenShannonDivergence } from "../../lib/metrics/jensen-shannon-divergence";
import { klDivergence } from "../../lib/metrics/kl-divergence";
import { totalVariationDistance } from "../../lib/metrics/total-variation-distance";
import golden from "../golden/divergences.json";

const all = {
  chiSquaredDivergence,
  klDivergence,
  jensenShannonDivergence,
  totalVariationDistance,
  hellingerDistance,
};

/** Three distributions over the same outcomes; zeros occur. */
const distributions = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.tuple(...Array.from({ length: 3 }, () => distributionOf(size))));

function distributionOf(size: number): fc.Arbitrary<number[]> {
  return fc
    .array(fc.nat(1000), { minLength: size, maxLength: size })
    .filter((counts) => counts.some((count) => count > 0))
    .map((counts) => {
      const total = counts.reduce((a, b) => a + b);
      return counts.map((count) => count / total);
    });
}

test("equal SciPy's values", () => {
  for (const { p, q, kl, jensenShannon, totalVariation, hellinger, chiSquared } of golden.discrete) {
    expect(klDivergence(p, q)).toBeCloseTo(kl, 11);
    expect(chiSquaredDivergence(p, q) / chiSquared).toBeCloseTo(1, 12);
    expect(jensenShannonDivergence(p, q)).toBeCloseTo(jensenShannon, 11);
    expect(totalVariationDistance(p, q)).toBeCloseTo(totalVariation, 13);
    expect(hellingerDistance(p, q)).toBeCloseTo(hellinger, 13);
  }
});

test("are zero between equal distributions and never negative", () => {
  fc.assert(
    fc.property(distributions, ([p, q]) => {
      for (const divergence of Object.values(all)) {
        expect(divergence(p!, p!)).toBe(0);
        expect(divergence(p!, q!)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test("Jensen–Shannon, total variation and Hellinger are symmetric and bounded", () => {
  fc.assert(
    fc.property(distributions, ([p, q]) => {
      for (const distance of [jensenShannonDivergence, totalVariationDistance, hellingerDistance]) {
        expect(distance(p!, q!)).toBeCloseTo(distance(q!, p!), 14);
        expect(distance(p!, q!)).toBeLessThanOrEqual(1);
      }
      expect(jensenShannonDivergence(p!, q!)).toBeLessThanOrEqual(Math.LN2);
    }),
  );
});

test("total variation, Hellinger and the root of Jensen–Shannon obey the triangle inequality", () => {
  const metrics = [
    totalVariationDistance,
    hellingerDistance,
    (p: number[], q: number[]) => Math.sqrt(jensenShannonDivergence(p, q)),
  ];
  fc.assert(
    fc.property(distributions, ([p, q, r]) => {
      for (const metric of metrics) {
        expect(metric(p!, r!)).toBeLessThanOrEqual(metric(p!, q!) + metric(q!, r!) + 1e-7);
      }
    }),
  );
});

test("Pinsker: total variation is at most √(KL/2); Hellinger² ≤ total variation ≤ √2 Hellinger", () => {
  fc.assert(
    fc.property(distributions, ([p, q]) => {
      const variation = totalVariationDistance(p!, q!);
      const hellinger = hellingerDistance(p!, q!);
      expect(variation).toBeLessThanOrEqual(Math.sqrt(klDivergence(p!, q!) / 2) + 1e-12);
      expect(hellinger ** 2).toBeLessThanOrEqual(variation + 1e-12);
      expect(variation).toBeLessThanOrEqual(Math.SQRT2 * hellinger + 1e-12);
    }),
  );
});

test("the Kullback–Leibler divergence is at most ln(1 + χ²), and χ² at least 4 total variation²", () => {
  fc.assert(
    fc.property(distributions, ([p, q]) => {
      const chiSquared = chiSquaredDivergence(p!, q!);
      expect(klDivergence(p!, q!)).toBeLessThanOrEqual(Math.log1p(chiSquared) + 1e-12);
      expect(4 * totalVariationDistance(p!, q!) ** 2).toBeLessThanOrEqual(chiSquared + 1e-12);
    }),
  );
});

test("disjoint distributions are as far apart as can be, and zeros are no NaN", () => {
  const [p, q] = [
    [0.5, 0.5, 0],
    [0, 0, 1],
  ];
  expect(klDivergence(p!, q!)).toBe(Infinity);
  expect(chiSquaredDivergence(p!, q!)).toBe(Infinity);
  expect(chiSquaredDivergence([0.5, 0.5, 0], [0.25, 0.75, 0])).toBeCloseTo(1 / 3, 15);
  expect(chiSquaredDivergence([1e-200, 1], [2e-200, 1])).toBeCloseTo(0, 15);
  expect(klDivergence([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
  expect(jensenShannonDivergence(p!, q!)).toBeCloseTo(Math.LN2, 15);
  expect(totalVariationDistance(p!, q!)).toBe(1);
  expect(hellingerDistance(p!, q!)).toBe(1);
});

test("refuse what are no probabilities over the same outcomes", () => {
  for (const [name, divergence] of Object.entries(all)) {
    const refused = (p: number[], q: number[], message: string): void =>
      expect(() => divergence(p, q)).toThrow(new RangeError(`${name} ${message}`));
    refused([], [], "needs an array with at least one probability, got none");
    refused([1], [0.5, 0.5], "needs two distributions over the same outcomes, got 1 and 2 probabilities");
    refused([1.5, -0.5], [0.5, 0.5], "needs probabilities in [0, 1]: entry 0 is 1.5");
    refused([0.5, Number.NaN], [0.5, 0.5], "needs probabilities in [0, 1]: entry 1 is NaN");
    refused(
      [0.5, 0.5],
      [0.5, 0.25],
      "needs probabilities that sum to 1, got a sum of 0.75. Divide each by the sum",
    );
    expect(() => divergence(undefined as never, [1])).toThrow(
      new RangeError(`${name} needs an array with at least one probability, got no array`),
    );
  }
});

test("heterozygosity is 1 − 1/k over k equal outcomes, 0 when one is left", () => {
  expect(heterozygosity(Array(10).fill(0.1))).toBeCloseTo(0.9, 14);
  expect(heterozygosity([0, 1, 0])).toBe(0);
  expect(() => heterozygosity([0.2])).toThrow(RangeError);
});

test("heterozygosity equals 1 − Σ p²", () => {
  fc.assert(
    fc.property(distributions, ([p]) => {
      expect(heterozygosity(p!)).toBeCloseTo(1 - p!.reduce((sum, value) => sum + value * value, 0), 12);
    }),
  );
});

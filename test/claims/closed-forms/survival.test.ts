import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bernoulliSurvivalBounds,
  expectedTypes,
  expectedTypesLowerBound,
  mixtureSpreadSurvivalBound,
  poissonSurvival,
  spreadSurvivalBound,
  survivalFactor,
  survivalLowerBound,
} from "../../../lib/claims/closed-forms/survival";
import { zipfProbabilities } from "../../../lib/data/zipf";
import { proportionAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";

/**
 * How many of a Wright–Fisher population of n draws carry an outcome after each generation; exact distribution by the
 * transition matrix, as an independent check of bounds.
 */
function bernoulliDistribution(n: number, p: number, generations: number): Float64Array {
  const row = (q: number) => {
    const mass = new Float64Array(n + 1);
    let logChoose = 0;
    for (let k = 0; k <= n; k++) {
      if (k > 0) logChoose += Math.log((n - k + 1) / k);
      if (q === 0 || q === 1) mass[k] = Number(k === n * q);
      else mass[k] = Math.exp(logChoose + k * Math.log(q) + (n - k) * Math.log1p(-q));
    }
    return mass;
  };
  let now = row(p);
  const rows = Array.from({ length: n + 1 }, (_, k) => row(k / n));
  for (let generation = 1; generation < generations; generation++) {
    const next = new Float64Array(n + 1);
    now.forEach((weight, k) => {
      if (weight === 0) return;
      rows[k]!.forEach((mass, j) => {
        next[j]! += weight * mass;
      });
    });
    now = next;
  }
  return now;
}

describe("the factor g_k", () => {
  test("lies between 1/k and 3/k, and k g_k tends to 2", () => {
    for (const k of [1, 2, 3, 10, 50, 500]) {
      expect(survivalFactor(k)).toBeGreaterThanOrEqual(1 / k);
      expect(survivalFactor(k)).toBeLessThanOrEqual(3 / k);
    }
    expect(1e6 * survivalFactor(1e6)).toBeCloseTo(2, 4);
  });

  test("is refused for no generation", () => {
    expect(() => survivalFactor(0)).toThrow(
      "survivalFactor needs a whole number of generations, at least 1, got 0",
    );
  });
});

describe("outcomes", () => {
  test("survive at least as often as the bound says, by the exact distribution", () => {
    for (const [n, p] of [
      [20, 0.05],
      [60, 0.01],
      [60, 0.2],
    ] as const) {
      for (const k of [1, 2, 10, 40]) {
        const survival = 1 - bernoulliDistribution(n, p, k)[0]!;
        expect(survival).toBeGreaterThanOrEqual(survivalLowerBound(p, n, k));
        if (n * p < 1)
          expect(survivalLowerBound(p, n, k) / survival).toBeGreaterThan(k <= n / 6 ? 0.96 : 0.85);
      }
    }
  });

  test("are both left with a probability between the bounds of Seddik et al., by the exact distribution", () => {
    for (const p of [0.02, 0.3, 0.5]) {
      for (const k of [1, 30, 120]) {
        const distribution = bernoulliDistribution(30, p, k);
        const both = 1 - distribution[0]! - distribution[30]!;
        const { lower, upper } = bernoulliSurvivalBounds(p, 30, k);
        expect(both).toBeGreaterThanOrEqual(lower * (1 - 1e-9));
        expect(both).toBeLessThanOrEqual(upper);
      }
    }
    expect(bernoulliSurvivalBounds(0.5, 100, 1).upper).toBe(1);
  });

  test("come up in n draws as often as an exhaustive sum says", () => {
    expect(expectedTypes([0.5, 0.5], 2)).toBeCloseTo(1.5, 12);
    expect(expectedTypes([1, 0], 5)).toBe(1);
  });

  test("that are left number at least the bound after one generation, for any probabilities", () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 200 }),
      (count, n) => {
        const p = zipfProbabilities(count, { exponent: 1, shift: 2 });
        expect(expectedTypes(p, n)).toBeGreaterThanOrEqual(expectedTypesLowerBound(p, n, 1) - 1e-9);
        expect(expectedTypesLowerBound(p, n, 5)).toBeLessThanOrEqual(expectedTypesLowerBound(p, n, 4));
      },
    );
    fc.assert(property);
  });
});

test.each(["first", "second", "third"])("a Poisson chain lives as long as it should (seed %s)", (seed) => {
  const random = createRandom(seed);
  let alive = 0;
  for (let chain = 0; chain < 4000; chain++) {
    let count = random.poisson(10 * 0.3);
    for (let k = 1; k < 12; k++) count = random.poisson(count);
    if (count > 0) alive++;
  }
  const { measured, standardError } = proportionAndStandardError(alive, 4000);
  expect(Math.abs(measured - poissonSurvival(0.3, 10, 12))).toBeLessThan(4 * standardError);
});

describe("spreads", () => {
  test("have bounds that begin at 1 and fall geometrically", () => {
    expect(spreadSurvivalBound(0.1, 10, 1)).toBe(1);
    expect(spreadSurvivalBound(0.1, 10, 200)).toBeCloseTo(10 * Math.exp(-200 / 39), 12);
    const setting = { draws: 15, eta: 2 };
    expect(mixtureSpreadSurvivalBound(0.1, setting, 200)).toBe(1);
    expect(mixtureSpreadSurvivalBound(0.1, setting, 1000)).toBeCloseTo(
      100 ** (14 / 44) * Math.exp(-1000 / 176),
      12,
    );
  });
});

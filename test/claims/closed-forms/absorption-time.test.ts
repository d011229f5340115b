import { describe, expect, test } from "vitest";
import { absorbedShare, absorptionTimeQuantile } from "../../../lib/claims/closed-forms/absorption-time";
import { meanAbsorptionTime } from "../../../lib/claims/closed-forms/discrete-chain";
import { proportionAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";

describe("absorbedShare", () => {
  test.each([0.05, 0.1, 0.3, 0.5, 0.8])("has the mean time of Kimura and Ohta, p = %s", (p) => {
    // ∫ (1 − F) dτ by the trapezoidal rule, fine where the series changes quickly
    let integral = 0;
    for (let i = 0; i < 40_000; i++) {
      const at = (step: number) => 30 * (step / 40_000) ** 2;
      const height = (2 - absorbedShare(p, at(i)) - absorbedShare(p, at(i + 1))) / 2;
      integral += height * (at(i + 1) - at(i));
    }
    expect(integral).toBeCloseTo(meanAbsorptionTime([p, 1 - p], 1), 5);
  });

  test("rises from 0 to 1, alike for both outcomes", () => {
    const times = Array.from({ length: 200 }, (_, i) => i * 0.02);
    for (const p of [0.1, 0.5]) {
      const shares = times.map((time) => absorbedShare(p, time));
      expect(shares[0]).toBe(0);
      for (const [i, share] of shares.entries()) expect(share).toBeGreaterThanOrEqual(shares[i - 1] ?? 0);
      expect(absorbedShare(p, 0.7)).toBeCloseTo(absorbedShare(1 - p, 0.7), 12);
    }
    expect(absorbedShare(0.5, 50)).toBe(1);
    expect(absorbedShare(0.05, 0.0021)).toBeLessThan(1e-9);
  });

  test("is that of a simulated chain of 1000 draws", () => {
    const random = createRandom("absorbed share");
    const chains = 2000;
    const times = Array.from({ length: chains }, (_, r) => {
      const stream = random.fork(r);
      let [up, generations] = [300, 0];
      for (; up > 0 && up < 1000; generations++) up = stream.binomial(1000, up / 1000);
      return generations;
    });
    for (const tau of [0.3, 0.8, 2]) {
      const { measured, standardError } = proportionAndStandardError(
        times.filter((time) => time <= tau * 1000).length,
        chains,
      );
      expect(Math.abs(measured - absorbedShare(0.3, tau))).toBeLessThan(4 * standardError);
    }
  });
});

test("quantiles are where the share is reached", () => {
  for (const level of [0.001, 0.1, 0.5, 0.9, 0.999]) {
    expect(absorbedShare(0.3, absorptionTimeQuantile(0.3, level))).toBeCloseTo(level, 12);
  }
});

test("bad arguments are refused by name", () => {
  expect(() => absorbedShare(0, 1)).toThrow("absorbedShare needs a first probability between 0 and 1, got 0");
  expect(() => absorbedShare(0.5, -1)).toThrow(
    "absorbedShare needs a time of at least 0, in units of draws, got -1",
  );
  expect(() => absorptionTimeQuantile(0.5, 1)).toThrow(
    "absorptionTimeQuantile needs a level between 0 and 1, got 1",
  );
});

import { describe, expect, test } from "vitest";
import { digamma, logBeta, logGamma, logGammaHalfStep, trigamma } from "../../lib/fitters/special-functions";
import { readGolden } from "./helpers";

interface Row {
  readonly x: number;
  readonly digamma: number;
  readonly trigamma: number;
  readonly logGamma: number;
  readonly halfStep: number;
  readonly logBeta: number;
}
const rows = readGolden<{ special: Row[] }>("univariate-fits").special;

/** Distance in units of max(1, |expected|, `scale`). */
function error(actual: number, expected: number, scale = 1): number {
  return Math.abs(actual - expected) / Math.max(1, scale, Math.abs(expected));
}

describe("special functions", () => {
  test.each(rows)("equal SciPy's at $x", (row) => {
    expect(error(digamma(row.x), row.digamma)).toBeLessThan(1e-12);
    expect(Math.abs(trigamma(row.x) / row.trigamma - 1)).toBeLessThan(1e-12);
    expect(error(logGamma(row.x), row.logGamma)).toBeLessThan(1e-12);
    expect(error(logGammaHalfStep(row.x), row.halfStep)).toBeLessThan(1e-12);
    expect(error(logBeta(row.x, 2.5), row.logBeta, row.logGamma)).toBeLessThan(1e-12);
  });

  test("digamma at 1 is minus Euler's constant, at 1/2 it is −γ − 2 ln 2", () => {
    const euler = 0.5772156649015329;
    expect(digamma(1)).toBeCloseTo(-euler, 12);
    expect(digamma(0.5)).toBeCloseTo(-euler - 2 * Math.LN2, 12);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12);
  });

  test("satisfy ψ(x + 1) = ψ(x) + 1/x and ψ′(x + 1) = ψ′(x) − 1/x²", () => {
    for (const x of [0.1, 1.7, 7.99, 8, 49.5]) {
      expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 11);
      expect(trigamma(x) - trigamma(x + 1)).toBeCloseTo(1 / x ** 2, 11);
    }
  });

  test("both branches of the half step agree where they meet", () => {
    expect(logGammaHalfStep(100)).toBeCloseTo(logGammaHalfStep(100 - 1e-9), 10);
  });

  test.each([
    ["digamma", digamma],
    ["trigamma", trigamma],
    ["logGamma", logGamma],
    ["logGammaHalfStep", logGammaHalfStep],
  ])("%s refuses what is not positive", (name, evaluate) => {
    expect(() => evaluate(0)).toThrow(new RangeError(`${name} needs a positive number, got 0`));
    expect(() => evaluate(Number.NaN)).toThrow(`${name} needs a positive number, got NaN`);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitGaussian, gaussianMoments } from "../../lib/fitters/gaussian";
import { readGolden } from "./helpers";

const golden = readGolden<{ sample: number[]; mean: number; biased: number; unbiased: number }>("gaussian");
const samples = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 });

describe("fitGaussian", () => {
  test("equals NumPy, dividing by n and by n − 1", () => {
    expect(fitGaussian(golden.sample).mean).toBeCloseTo(golden.mean, 13);
    expect(fitGaussian(golden.sample).standardDeviation).toBeCloseTo(golden.biased, 13);
    const unbiased = fitGaussian(Float64Array.from(golden.sample), { unbiased: true });
    expect(unbiased.standardDeviation).toBeCloseTo(golden.unbiased, 13);
  });

  test("does not depend on the order of the observations", () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const forwards = gaussianMoments(Float64Array.from(sample), false);
        const backwards = gaussianMoments(Float64Array.from(sample).reverse(), false);
        expect(backwards.mean).toBeCloseTo(forwards.mean, 9);
        expect(backwards.standardDeviation).toBeCloseTo(forwards.standardDeviation, 9);
      }),
    );
  });

  test("follows an affine change of units", () => {
    const scales = fc.double({ min: 0.1, max: 10, noNaN: true });
    const shifts = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(samples, scales, shifts, (sample, scale, shift) => {
        const fitted = gaussianMoments(Float64Array.from(sample), false);
        const moved = gaussianMoments(
          Float64Array.from(sample, (x) => scale * x + shift),
          false,
        );
        expect(moved.mean).toBeCloseTo(scale * fitted.mean + shift, 8);
        expect(moved.standardDeviation).toBeCloseTo(scale * fitted.standardDeviation, 8);
      }),
    );
  });

  test("keeps its digits far from the origin", () => {
    const offset = 2 ** 40;
    const fitted = fitGaussian([offset - 1, offset, offset + 1, offset + 4]);
    expect(fitted).toEqual({ mean: offset + 1, standardDeviation: Math.sqrt(14 / 4) });
  });

  test("gives exactly the value and zero for a constant sample, whatever its length", () => {
    for (let count = 1; count < 30; count++) {
      const constant = new Float64Array(count).fill(0.1);
      expect(gaussianMoments(constant, false)).toEqual({ mean: 0.1, standardDeviation: 0 });
      expect(gaussianMoments(constant, true)).toEqual({ mean: 0.1, standardDeviation: 0 });
    }
  });

  test.each([
    [[], /fitGaussian needs at least 2 observations, got 0/],
    [[1], /fitGaussian needs at least 2 observations, got 1/],
    [[1, Number.NaN, 2], /fitGaussian needs finite numbers: observation 1 is NaN/],
    [[1, 2, Infinity], /observation 2 is Infinity\. Drop or fill it first/],
    [[4, 4, 4], /fitGaussian needs a sample that varies: all 3 observations are 4/],
    [[1e200, -1e200], /needs numbers whose squares are finite, got values up to -?1e\+200\. Rescale/],
  ])("refuses %j", (sample, message) => {
    expect(() => fitGaussian(sample)).toThrow(RangeError);
    expect(() => fitGaussian(sample)).toThrow(message);
  });

  test("refuses what is no array", () => {
    expect(() => fitGaussian(undefined as never)).toThrow(/needs an array of numbers.*got undefined/);
    expect(() => fitGaussian(7 as never)).toThrow(TypeError);
  });
});

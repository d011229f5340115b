import { describe, expect, test } from "vitest";
import {
  absenceProbability,
  meanAbsorptionTime,
  meanHeterozygosity,
} from "../../../lib/claims/closed-forms/discrete-chain";
import {
  accumulatedMeanVariance,
  accumulatedVarianceLimit,
  exactSquaredWasserstein,
  firstOrderSquaredWasserstein,
  replacedMeanVariance,
  replacedMedianVariance,
} from "../../../lib/claims/closed-forms/gaussian-chain";
import {
  accumulatedLinearBound,
  accumulatedLinearError,
  replacedLinearError,
  singleFitError,
} from "../../../lib/claims/closed-forms/linear-chain";
import { meanStandardDeviationFactor } from "../../../lib/claims/closed-forms/special-functions";
import { survivalLowerBound } from "../../../lib/claims/closed-forms/survival";

describe("special functions", () => {
  test("the mean standard deviation factor has the values of its paper", () => {
    expect(meanStandardDeviationFactor(10)).toBeCloseTo(0.97266, 5);
    expect(meanStandardDeviationFactor(100)).toBeCloseTo(0.99748, 5);
    expect(meanStandardDeviationFactor(1000)).toBeCloseTo(0.99975, 5);
  });

  test("both branches of the factor agree where they meet", () => {
    const below = meanStandardDeviationFactor(200.999999);
    expect(meanStandardDeviationFactor(201)).toBeCloseTo(below, 9);
  });

  test("bad arguments are refused by name", () => {
    expect(() => meanStandardDeviationFactor(1)).toThrow("meanStandardDeviationFactor needs n ≥ 2, got 1");
  });
});

describe("Gaussian chain", () => {
  test("accumulation converges to the sinc limit", () => {
    expect(accumulatedVarianceLimit(100)).toBeCloseTo(0.9836, 4);
    expect(accumulatedMeanVariance(100, 1_000_000)).toBeCloseTo(accumulatedVarianceLimit(100), 7);
  });

  test("the exact W2² has the first order of the supplement", () => {
    expect(exactSquaredWasserstein(10_000, 1)).toBeCloseTo(firstOrderSquaredWasserstein(10_000, 1), 7);
    expect(exactSquaredWasserstein(100, 20)).toBeCloseTo(0.2984, 3);
  });

  test("the median lies below the mean", () => {
    for (const n of [10, 32, 100, 316]) {
      expect(replacedMedianVariance(n, 50, "n")).toBeLessThan(replacedMeanVariance(n, 50));
    }
  });
});

describe("linear chain", () => {
  const setting = { rows: 32, dimensions: 10, noiseVariance: 1 };

  test("published sizes give the theory values", () => {
    expect(replacedLinearError(setting, 100)).toBeCloseTo(47.6, 1);
    expect(accumulatedLinearError(setting, 100)).toBeCloseTo(0.779, 3);
    expect(replacedLinearError({ ...setting, rows: 1000 }, 100)).toBeCloseTo(1.01, 2);
  });

  test("the accumulated error approaches its bound from below", () => {
    const error = accumulatedLinearError(setting, 1_000_000);
    expect(error).toBeLessThan(accumulatedLinearBound(setting));
    expect(error / accumulatedLinearBound(setting)).toBeCloseTo(1, 5);
  });

  test("too few rows are refused", () => {
    expect(() => singleFitError({ ...setting, rows: 11 })).toThrow("rows > dimensions + 1, got 11 and 10");
  });
});

describe("discrete chain", () => {
  test("one generation is exact up to Poisson rounding", () => {
    expect(1 - survivalLowerBound(0.001, 1000, 1)).toBeCloseTo(absenceProbability(0.001, 1000), 3);
  });

  test("ten equal outcomes take 1.8965 M generations, two 2 ln 2 M", () => {
    expect(meanAbsorptionTime(Array(10).fill(0.1), 1)).toBeCloseTo(1.8965, 4);
    expect(meanAbsorptionTime([0.5, 0.5], 1)).toBeCloseTo(2 * Math.LN2, 12);
  });

  test("heterozygosity halves in about M ln 2 generations", () => {
    expect(meanHeterozygosity(0.9, 1000, 693)).toBeCloseTo(0.45, 2);
  });
});

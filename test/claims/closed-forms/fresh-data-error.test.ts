import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runChain } from "../../../lib/chain/executors/run-chain";
import { anchoredMoments } from "../../../lib/claims/closed-forms/anchored-chain";
import {
  effectiveRealRows,
  type FreshDataLoop,
  freshDataErrorLimit,
  freshDataErrors,
  realDataError,
} from "../../../lib/claims/closed-forms/fresh-data-error";
import type { MultivariateGaussianModel } from "../../../lib/fitters/multivariate-gaussian";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";
import { fresh } from "../../../lib/regimes/fresh";
import { multivariateGaussian } from "../../../lib/samplers/multivariate-gaussian";
import { withSamplingBias } from "../../../lib/samplers/sampling-bias";

/** |m|² + |S − I|²/2 */
function errorOf({ dimensions, mean, covariance }: MultivariateGaussianModel): number {
  const location = mean.reduce((sum, x) => sum + x * x, 0);
  const spread = covariance.reduce((sum, x, at) => sum + (x - +(at % (dimensions + 1) === 0)) ** 2, 0);
  return location + spread / 2;
}

function standardNormal(dimensions: number): MultivariateGaussianModel {
  const covariance = new Float64Array(dimensions ** 2).map((_, at) => +(at % (dimensions + 1) === 0));
  return { dimensions, mean: new Float64Array(dimensions), covariance };
}

describe("chains have the errors of the recursion", () => {
  test.each<[FreshDataLoop, number]>([
    [{ dimensions: 1, realRows: 4, syntheticRows: 9 }, 6],
    [{ dimensions: 3, realRows: 5, syntheticRows: 12, samplingBias: 0.7 }, 9],
    [{ dimensions: 4, realRows: 8, syntheticRows: 3, samplingBias: 0.9 }, 30],
    [{ dimensions: 2, realRows: 1, syntheticRows: 20, samplingBias: 0.95 }, 15],
  ])("%o from %d rows", async (loop, initialRows) => {
    const { dimensions, realRows, syntheticRows, samplingBias = 1 } = loop;
    const generations = 12;
    const records = await runChain({
      family: withSamplingBias(multivariateGaussian({ unbiased: true }), samplingBias),
      regime: fresh(realRows),
      real: { model: standardNormal(dimensions), count: initialRows },
      samplesPerGeneration: syntheticRows,
      generations,
      replicates: 6000,
      measure: ({ model }) => errorOf(model),
      random: createRandom("fresh data error"),
    }).collect();
    const expected = freshDataErrors(loop, initialRows, generations);
    for (const at of [0, 1, 2, 5, 12]) {
      const errors = records.filter(({ generation }) => generation === at).map(({ measured }) => measured);
      const { measured, standardError } = meanAndStandardError(errors);
      expect(Math.abs(measured - expected[at]!)).toBeLessThan(4 * standardError);
      expect(standardError).toBeLessThan(0.06 * measured);
    }
  });
});

const loops = fc.record({
  dimensions: fc.integer({ min: 1, max: 50 }),
  realRows: fc.integer({ min: 1, max: 500 }),
  syntheticRows: fc.integer({ min: 1, max: 500 }),
  samplingBias: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

test("the limit does not depend on the first generation, and lies above the errors of the two first moments", () => {
  fc.assert(
    fc.property(loops, fc.integer({ min: 2, max: 2000 }), (loop, initialRows) => {
      const limit = freshDataErrorLimit(loop);
      const generations = Math.ceil((60 * (loop.realRows + loop.syntheticRows)) / loop.realRows);
      const late = freshDataErrors(loop, initialRows, generations).at(-1)!;
      expect(Math.abs(late / limit - 1)).toBeLessThan(1e-9);
      // E|S − I|² is at least d (E trS/d − 1)².
      const { dimensions: d, ...rows } = loop;
      const chain = { ...rows, realData: initialRows, source: "fresh", divisor: "n − 1" } as const;
      const { variance, squaredError } = anchoredMoments(chain, generations + 1);
      expect(limit).toBeGreaterThan(d * (squaredError + (variance - 1) ** 2 / 2));
    }),
    { numRuns: 40 },
  );
});

test("synthetic rows without bias are worth as much as the real ones in the end, and never harm", () => {
  for (const realRows of [250, 1000]) {
    const worth = [1, 10, 100, 1000, 100_000].map(
      (syntheticRows) =>
        effectiveRealRows(100, freshDataErrorLimit({ dimensions: 100, realRows, syntheticRows })) / realRows,
    );
    for (const [at, value] of worth.entries()) expect(value).toBeGreaterThan(at === 0 ? 1 : worth[at - 1]!);
    expect(worth.at(-1)).toBeCloseTo(2, 1);
    expect(worth.at(-1)).toBeLessThan(2);
  }
});

test("the effective number of rows is the inverse of the error", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 1e6 }), (dimensions, rows) => {
      expect(effectiveRealRows(dimensions, realDataError(dimensions, rows)) / rows).toBeCloseTo(1, 9);
    }),
  );
});

test("bad arguments are refused by name", () => {
  const loop = { dimensions: 2, realRows: 3, syntheticRows: 4 };
  expect(() => realDataError(2, 1)).toThrow(
    new RangeError("realDataError needs rows to be whole and at least 2, got 1"),
  );
  expect(() => realDataError(0, 5)).toThrow(
    "realDataError needs dimensions to be whole and at least 1, got 0",
  );
  expect(() => effectiveRealRows(2, 0)).toThrow("effectiveRealRows needs a positive finite error, got 0");
  expect(() => effectiveRealRows(2.5, 1)).toThrow("effectiveRealRows needs dimensions to be whole");
  expect(() => freshDataErrorLimit({ ...loop, realRows: 0 })).toThrow(
    "freshDataErrorLimit needs realRows to be whole and at least 1, got 0",
  );
  expect(() => freshDataErrors(loop, 1, 3)).toThrow(
    "freshDataErrors needs initialRows to be whole and at least 2",
  );
  expect(() => freshDataErrors(loop, 5, -1)).toThrow(
    "freshDataErrors needs generations to be whole and at least 0",
  );
  expect(() => freshDataErrors({ ...loop, samplingBias: 0 }, 5, 1)).toThrow(
    "freshDataErrors needs a samplingBias above 0 and at most 1, got 0",
  );
});

import { describe, expect, test } from "vitest";
import {
  harmlessSyntheticShare,
  mixedRegressionError,
  strongCollapseError,
  tunedRidgeFloor,
} from "../../../lib/claims/closed-forms/strong-collapse";
import {
  addMoments,
  fitRegressionMoments,
  regressionMoments,
} from "../../../lib/fitters/linear-regression/moments";
import { linearModelTestError } from "../../../lib/metrics/linear-model-test-error";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import {
  sampleRegression,
  sampleRegressionMoments,
  shiftedCoefficients,
} from "../../../lib/samplers/regression-source";

const random = createRandom("strong collapse");
const setting = { dimensions: 4, noiseVariance: 0.5, labelShift: 2 };

/** Moments of a mixture with the rows drawn one by one, the honest way. */
function mixtureOf(truth: ArrayLike<number>, realRows: number, syntheticRows: number, stream: Random) {
  const noiseStandardDeviation = Math.sqrt(setting.noiseVariance);
  const shifted = shiftedCoefficients(truth, setting.labelShift, stream);
  const real = sampleRegression({ coefficients: truth, noiseStandardDeviation }, realRows, stream);
  const synthetic = sampleRegression(
    { coefficients: shifted, noiseStandardDeviation },
    syntheticRows,
    stream,
  );
  return addMoments([real, synthetic].map(regressionMoments));
}

describe("mixedRegressionError", () => {
  test.each([
    [6, 4],
    [2, 9],
    [30, 1],
    [40, 60],
    [0, 12],
    [12, 0],
  ])("is the mean over drawn rows: %d real and %d synthetic", (realRows, syntheticRows) => {
    const truth = [1, 0, -1, 2];
    const errors = Array.from({ length: 6000 }, (_, r) => {
      const stream = random.fork(realRows).fork(syntheticRows).fork(r);
      return linearModelTestError(
        fitRegressionMoments(mixtureOf(truth, realRows, syntheticRows, stream)),
        truth,
      );
    });
    const { measured, standardError } = meanAndStandardError(errors);
    const expected = mixedRegressionError({ ...setting, realRows, syntheticRows });
    expect(Math.abs(measured - expected)).toBeLessThan(4.5 * standardError);
  });

  test("tends to the published limit", () => {
    const large = {
      noiseVariance: 1,
      labelShift: 0.7,
      dimensions: 30_000,
      realRows: 70_000,
      syntheticRows: 30_000,
    };
    expect(mixedRegressionError(large) / strongCollapseError(large)).toBeCloseTo(1, 3);
  });

  test("refuses too few rows", () => {
    expect(() => mixedRegressionError({ ...setting, realRows: 3, syntheticRows: 2 })).toThrow(
      "mixedRegressionError needs more than 5 rows for 4 dimensions, got 3 real and 2 synthetic",
    );
    expect(() => strongCollapseError({ ...setting, realRows: -3, syntheticRows: 20 })).toThrow(RangeError);
  });
});

test("strongCollapseError has the worked values: 100 dimensions, one percent synthetic", () => {
  const errorAt = (rows: number, share: number) =>
    strongCollapseError({
      dimensions: 100,
      noiseVariance: 1,
      labelShift: 1,
      realRows: rows * (1 - share),
      syntheticRows: rows * share,
    });
  expect(errorAt(1e4, 0.01)).toBeCloseTo(0.0103, 4); // small φ alone: 0.0101
  expect(errorAt(1e6, 0.01)).toBeCloseTo(0.000201, 8);
  expect(errorAt(1e8, 0.01)).toBeCloseTo(0.000101, 7);
  expect(errorAt(1e8, 0)).toBeCloseTo(1e-6, 11);
});

test("tunedRidgeFloor is the least error over all penalties with a million rows", () => {
  const [dimensions, share, labelShift] = [20, 0.5, 1.5];
  const truth = Float64Array.from({ length: dimensions }, (_, i) => (i % 2 ? 1 : -1) / Math.sqrt(dimensions));
  const penalties = Array.from({ length: 60 }, (_, i) => 1e6 * 10 ** (i / 20 - 2));
  const curves = Array.from({ length: 400 }, (_, r) => {
    const stream = random.fork("ridge").fork(r);
    const shifted = shiftedCoefficients(truth, labelShift, stream.fork("shift"));
    const parts = [truth, shifted].map((coefficients, i) =>
      sampleRegressionMoments({ coefficients, noiseStandardDeviation: 0 }, 5e5, stream.fork(i)),
    );
    const moments = addMoments(parts);
    return penalties.map((ridge) => linearModelTestError(fitRegressionMoments(moments, { ridge }), truth));
  });
  const means = penalties.map((_, i) => meanAndStandardError(curves.map((curve) => curve[i]!)));
  const best = means.reduce((a, b) => (a.measured < b.measured ? a : b));
  const expected = tunedRidgeFloor(share, labelShift, 1);
  expect(expected).toBeCloseTo(0.375 / 1.375, 12);
  expect(Math.abs(best.measured - expected)).toBeLessThan(4 * best.standardError + 1e-3);
});

describe("harmlessSyntheticShare", () => {
  test("is where the mixture errs as much as its real rows, least at half of it", () => {
    const real = { realRows: 100_000, dimensions: 20, noiseVariance: 1, labelShift: 0.01 };
    const errorAt = (share: number) =>
      mixedRegressionError({ ...real, syntheticRows: (real.realRows * share) / (1 - share) });
    const share = harmlessSyntheticShare(real);
    expect(share).toBeCloseTo(0.02, 12);
    expect(errorAt(share) / errorAt(0)).toBeCloseTo(1, 3);
    expect(errorAt(share / 2)).toBeLessThan(errorAt(0.45 * share));
    expect(errorAt(share / 2)).toBeLessThan(errorAt(0.55 * share));
    expect(errorAt(1.1 * share)).toBeGreaterThan(errorAt(0));
  });

  test("is all where labels do not shift, and refuses what is none", () => {
    const real = { realRows: 10, dimensions: 2, noiseVariance: 1 };
    expect(harmlessSyntheticShare({ ...real, labelShift: 0 })).toBe(1);
    expect(() => harmlessSyntheticShare({ ...real, labelShift: -1 })).toThrow(
      "a shift of at least 0, got 10, 1 and -1",
    );
  });
});

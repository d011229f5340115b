import { expect, test } from "vitest";
import { medianAndStandardError } from "../../lib/metrics/median-and-standard-error";
import {
  type Estimate,
  meanAndStandardError,
  proportionAndStandardError,
  ratioAndStandardError,
} from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/median-standard-error.json";

test("the mean's standard error divides by n − 1", () => {
  expect(meanAndStandardError([1, 2, 3, 6])).toEqual({
    measured: 3,
    standardError: Math.sqrt(14 / 3 / 4),
    replicates: 4,
  });
});

test("the median's standard error is Maritz and Jarrett's, by SciPy's beta distribution", () => {
  for (const { values, standardError } of golden) {
    expect(medianAndStandardError(values).standardError / standardError).toBeCloseTo(1, 6);
  }
});

test("the median of an even number of values lies midway, and a constant sample has no error", () => {
  expect(medianAndStandardError([9, 1, 2, 4]).measured).toBe(3);
  expect(medianAndStandardError([7, 7, 7])).toEqual({ measured: 7, standardError: 0, replicates: 3 });
});

/** Spread of an estimate over 1000 samples beside the root mean square of the standard errors it states. */
function calibration(estimate: (random: ReturnType<typeof createRandom>) => Estimate): number {
  const random = createRandom("calibration");
  const estimates = Array.from({ length: 1000 }, (_, r) => estimate(random.fork(r)));
  const mean = estimates.reduce((sum, { measured }) => sum + measured, 0) / 1000;
  const spread = estimates.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / 999;
  return Math.sqrt(estimates.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / 1000 / spread);
}

// A variance over 1000 samples is known to 4.5 %, a standard deviation to 2.2 %: four of those, and 5 % for bias.
const band = 4 * 0.0224 + 0.05;

test("stated standard errors are the true spread: mean, ratio, proportion, median", () => {
  const draw = (random: ReturnType<typeof createRandom>, size: number): Float64Array =>
    Float64Array.from({ length: size }, () => random.exponential());
  const ratios = [
    calibration((random) => meanAndStandardError(draw(random, 40))),
    calibration((random) => {
      const below = draw(random, 100).map((value) => 5 + value);
      return ratioAndStandardError(
        below.map((value) => 2 * value + random.normal()),
        below,
      );
    }),
    calibration((random) => {
      const successes = draw(random, 200).reduce((count, value) => count + (value > 1 ? 1 : 0), 0);
      return proportionAndStandardError(successes, 200);
    }),
  ];
  for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(band);
  // Maritz & Jarrett overstate a little at this size: the bootstrap of a median is slow to settle.
  const median = calibration((random) => medianAndStandardError(draw(random, 60)));
  expect(median).toBeGreaterThan(1 - band);
  expect(median).toBeLessThan(1.15 + band);
});

test("a ratio of proportional values has no error", () => {
  expect(ratioAndStandardError([2, 4, 6], [1, 2, 3])).toEqual({
    measured: 2,
    standardError: 0,
    replicates: 3,
  });
});

test("no success is no certainty", () => {
  const { measured, standardError } = proportionAndStandardError(0, 96);
  expect(measured).toBe(0);
  expect(standardError).toBeCloseTo(Math.sqrt((0.02 * 0.98) / 100), 15);
});

test("refuse too few values, different lengths, a mean denominator of 0, impossible counts", () => {
  expect(() => meanAndStandardError([1])).toThrow(
    new RangeError("meanAndStandardError needs at least 2 observations, got 1"),
  );
  expect(() => medianAndStandardError([1, 2])).toThrow(
    new RangeError("medianAndStandardError needs at least 3 observations, got 2"),
  );
  expect(() => ratioAndStandardError([1, 2], [1, 2, 3])).toThrow(
    new RangeError("ratioAndStandardError needs as many numerators as denominators, got 2 and 3"),
  );
  expect(() => ratioAndStandardError([1, 2], [-1, 1])).toThrow(
    new RangeError("ratioAndStandardError needs denominators with a mean other than 0"),
  );
  for (const [successes, trials] of [
    [2, 1],
    [-1, 3],
    [0, 0],
    [0.5, 2],
  ] as const) {
    expect(() => proportionAndStandardError(successes, trials)).toThrow(
      new RangeError(
        "proportionAndStandardError needs whole 0 ≤ successes ≤ trials and trials ≥ 1, " +
          `got ${successes} of ${trials}`,
      ),
    );
  }
});

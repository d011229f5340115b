import type { PublishedValue } from "./published-value";

const kazdan = "Kazdan et al. 2024, Collapse or Thrive";

function reading(
  figure: string,
  byRows: Readonly<Record<number, number>>,
): Readonly<Record<number, PublishedValue>> {
  return mapValues(byRows, (published, rows) => ({
    published,
    kind: "figure reading",
    source: `${kazdan}, ${figure}, n = ${rows}`,
  }));
}

function recorded(
  what: string,
  bySize: Readonly<Record<number, number>>,
): Readonly<Record<number, PublishedValue>> {
  return mapValues(bySize, (published, size) => ({
    published,
    kind: "authors' recorded run",
    source: `${kazdan}, stored Gaussian runs (100 seeds, d = 1), ${what}, n = ${size}`,
  }));
}

function mapValues<From, To>(
  record: Readonly<Record<number, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<number, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** Excess test error of linear regression after 100 rounds by number of rows; d = 10, σ² = 1. */
export const linearErrorFigure = {
  replace: reading("linear regression figure, replace at round 100", {
    32: 48,
    100: 11,
    316: 3.2,
    1000: 0.95,
  }),
  accumulate: reading("linear regression figure, accumulate at round 100", {
    32: 0.78,
    100: 0.19,
    316: 0.055,
    1000: 0.016,
  }),
  accumulateSubsample: reading("linear regression figure, accumulate-subsample plateau", {
    32: 2.3,
    100: 0.35,
    316: 0.09,
    1000: 0.028,
  }),
} as const;

/** Values the authors stored for the one-dimensional Gaussian, estimator that divides by n. */
export const gaussianRecordedRuns = {
  replacedMedianVariance: recorded("median variance ratio, replace, round 100", {
    32: 2e-3,
    100: 0.141,
    316: 0.53,
  }),
  accumulatedMeanVariance: recorded("mean variance ratio, accumulate, round 100", {
    10: 0.873,
    32: 0.955,
    100: 0.997,
    316: 1.008,
  }),
  accumulatedMeanSquaredError: recorded("mean squared error of the mean, accumulate, round 100", {
    10: 0.158,
    32: 0.053,
    100: 0.016,
    316: 0.0048,
  }),
} as const;

/** Mean rounds until one of ten equal outcomes is left, by draws a round. */
export const absorptionRoundsFigure = reading("discrete outcomes figure, rounds to absorption", {
  10: 17,
  100: 205,
  1000: 1800,
  10000: 17000,
});

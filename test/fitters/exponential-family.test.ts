import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { fitBernoulli } from "../../lib/fitters/bernoulli";
import { fitCategorical } from "../../lib/fitters/categorical";
import { fitExponential } from "../../lib/fitters/exponential";
import { fitExponentialFamily } from "../../lib/fitters/exponential-family/fit";
import type { NaturalForm } from "../../lib/fitters/exponential-family/member";
import { exponentialFamilies } from "../../lib/fitters/exponential-family/members/all";
import { fitGaussian } from "../../lib/fitters/gaussian";
import { fitMultivariateGaussian } from "../../lib/fitters/multivariate-gaussian";
import { fitPoisson } from "../../lib/fitters/poisson";
import { expectClose } from "./helpers";

const { bernoulli, categorical, exponential, gaussian, multivariateGaussian, poisson } = exponentialFamilies;
const outcomes = Int32Array.of(1, 0, 0, 1, 0, 0, 0);
const counts = Int32Array.of(3, 0, 5, 2, 2);
const waits = Float64Array.of(0.2, 3, 1.1, 0.7);
const sample = Float64Array.of(4, 7, 5.5, 4.25);
const points = pointsFrom([
  [0, 1],
  [2, 2],
  [1, -1],
  [3, 0],
]);

describe("without prior and penalty", () => {
  test("the fit is maximum likelihood", () => {
    expect(fitExponentialFamily(bernoulli, outcomes)).toEqual(fitBernoulli(outcomes));
    expect(fitExponentialFamily(poisson, counts)).toEqual(fitPoisson(counts));
    expect(fitExponentialFamily(categorical(6), counts)).toEqual(fitCategorical(counts, { categories: 6 }));
    const { rate } = fitExponentialFamily(exponential, waits);
    expect(rate).toBeCloseTo(fitExponential(waits).rate, 13);
    const fitted = fitExponentialFamily(gaussian, sample);
    expect(fitted.mean).toBe(fitGaussian(sample).mean);
    expect(fitted.standardDeviation).toBeCloseTo(fitGaussian(sample).standardDeviation, 13);
    const plane = fitExponentialFamily(multivariateGaussian, points);
    expectClose(plane.covariance, [...fitMultivariateGaussian(points).covariance], 1e-13);
  });

  test("a model expects its own statistics", () => {
    const model = { mean: -2, standardDeviation: 3 };
    expect(gaussian.fromStatistics(gaussian.expectedStatistics(model, 8))).toEqual(model);
    expect(exponential.fromStatistics(exponential.expectedStatistics({ rate: 4 }, 8))).toEqual({ rate: 4 });
    expect(poisson.fromStatistics(poisson.expectedStatistics({ mean: 4 }, 8))).toEqual({ mean: 4 });
  });
});

describe("a conjugate prior", () => {
  test("counts as many observations as it says: Beta, Gamma and Dirichlet modes of the natural parameters", () => {
    const prior = bernoulli.expectedStatistics({ probability: 0.5 }, 2);
    expect(fitExponentialFamily(bernoulli, outcomes, { prior }).probability).toBeCloseTo(
      (2 + 1) / (7 + 2),
      14,
    );
    const smoothing = categorical(6).expectedStatistics(
      { probabilities: new Float64Array(6).fill(1 / 6) },
      6,
    );
    const smoothed = fitExponentialFamily(categorical(6), counts, { prior: smoothing });
    expectClose(
      smoothed.probabilities,
      [2, 1, 3, 2, 1, 2].map((count) => count / 11),
      1e-14,
    );
    const slow = exponential.expectedStatistics({ rate: 0.1 }, 1);
    expect(fitExponentialFamily(exponential, waits, { prior: slow }).rate).toBeCloseTo(5 / (5 + 10), 14);
  });

  test("of a Gaussian adds the scatter between prior mean and data mean", () => {
    const prior = gaussian.expectedStatistics({ mean: 0, standardDeviation: 2 }, 4);
    const fitted = fitExponentialFamily(gaussian, sample, { prior });
    const all = [...sample, -2, 2, -2, 2];
    expect(fitted.mean).toBeCloseTo(fitGaussian(all).mean, 13);
    expect(fitted.standardDeviation).toBeCloseTo(fitGaussian(all).standardDeviation, 13);
  });
});

describe("a ridge", () => {
  /** n (mean of t − E t) = penalty · η at the maximum, for the model's own natural parameters. */
  function expectStationary(
    targets: readonly number[],
    expected: ArrayLike<number>,
    pull: readonly number[],
  ): void {
    for (const [i, target] of targets.entries()) expect(target - expected[i]!).toBeCloseTo(pull[i]!, 9);
  }

  test.each([0.01, 1, 100])("of %d balances the likelihood", (penalty) => {
    const { probability } = fitExponentialFamily(bernoulli, outcomes, { penalty });
    expectStationary([2 / 7], [probability], [(penalty / 7) * Math.log(probability / (1 - probability))]);
    const { mean } = fitExponentialFamily(poisson, counts, { penalty });
    expectStationary([12 / 5], [mean], [(penalty / 5) * Math.log(mean)]);
    const { rate } = fitExponentialFamily(exponential, waits, { penalty });
    expectStationary([1.25], [1 / rate], [(-penalty / 4) * rate]);
    const normal = fitExponentialFamily(gaussian, sample, { penalty });
    const variance = normal.standardDeviation ** 2;
    const moments = [sample, sample.map((x) => x * x)].map((t) => t.reduce((sum, x) => sum + x / 4, 0));
    const pull = [normal.mean / variance, -0.5 / variance].map((eta) => (penalty / 4) * eta);
    expectStationary(moments, [normal.mean, normal.mean ** 2 + variance], pull);
  });

  test("of categories gives unseen ones a chance, and equal ones when it is strong", () => {
    const { probabilities } = fitExponentialFamily(categorical(6), counts, { penalty: 0.1 });
    expect(probabilities.every((probability) => probability > 0)).toBe(true);
    const logs = probabilities.map(Math.log);
    const centre = logs.reduce((sum, log) => sum + log / 6, 0);
    const shares = [0.2, 0, 0.4, 0.2, 0, 0.2];
    expectStationary(
      shares,
      probabilities,
      [...logs].map((log) => 0.02 * (log - centre)),
    );
    const strong = fitExponentialFamily(categorical(6), counts, { penalty: 1e6 });
    expectClose(strong.probabilities, new Array(6).fill(1 / 6), 1e-4);
  });

  test("keeps what has collapsed from its boundary", () => {
    const point = fitExponentialFamily(gaussian, new Float64Array(10), { penalty: 1e-3 });
    expect(point.standardDeviation ** 2).toBeCloseTo(Math.sqrt(1e-3 / 10 / 2), 6);
    const zeros = fitExponentialFamily(poisson, new Int32Array(10), { penalty: 0.1 });
    expect(10 * zeros.mean).toBeCloseTo(-0.1 * Math.log(zeros.mean), 9);
  });
});

describe("natural forms", () => {
  const forms: readonly [string, NaturalForm<unknown>, number[]][] = [
    ["bernoulli", bernoulli.natural!, [0.7]],
    ["poisson", poisson.natural!, [1.3]],
    ["exponential", exponential.natural!, [-0.4]],
    ["gaussian", gaussian.natural!, [0.6, -0.3]],
    ["categorical", categorical(3).natural!, [0.2, -1, 0.5]],
  ];

  test.each(forms)("%s: means and covariances are derivatives of the log-partition", (_, natural, at) => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1.5, noNaN: true }), (scale) => {
        const parameters = Float64Array.from(at, (parameter) => parameter * scale);
        const { means, covariance } = natural.expectations(parameters);
        parameters.forEach((parameter, i) => {
          const step = 1e-5;
          const [up, down] = [step, -step].map((change) =>
            natural.expectations(parameters.map((p, j) => (j === i ? parameter + change : p))),
          );
          expect((up!.logPartition - down!.logPartition) / (2 * step) / means[i]!).toBeCloseTo(1, 5);
          means.forEach((_, j) => {
            const slope = (up!.means[j]! - down!.means[j]!) / (2 * step);
            expect(slope).toBeCloseTo(covariance[j * means.length + i]!, 4);
          });
        });
      }),
    );
  });

  test("end where the parameters leave their domain", () => {
    expect(exponential.natural!.expectations(Float64Array.of(0.1)).logPartition).toBe(Infinity);
    expect(gaussian.natural!.expectations(Float64Array.of(0, 0)).logPartition).toBe(Infinity);
  });
});

describe("refusals", () => {
  test.each<[() => unknown, RegExp]>([
    [
      () => fitExponentialFamily(poisson, Int32Array.of(-1)),
      /fitExponentialFamily needs whole numbers from 0/,
    ],
    [
      () => fitExponentialFamily(exponential, Float64Array.of(-1)),
      /fitExponentialFamily needs numbers of at least 0/,
    ],
    [() => fitExponentialFamily(gaussian, Float64Array.of()), /at least 1 observations, got 0/],
    [
      () => fitExponentialFamily(bernoulli, outcomes, { penalty: -1 }),
      /penalty to be a finite number of at least 0/,
    ],
    [
      () => fitExponentialFamily(multivariateGaussian, points, { penalty: 1 }),
      /natural parameters for a penalty, which multivariate Gaussian is not given in\. Use a prior/,
    ],
    [
      () => fitExponentialFamily(bernoulli, outcomes, { prior: { count: 0, means: [0.5] } }),
      /a prior with a positive count and finite means.* got count 0 and means 0\.5/,
    ],
    [
      () => fitExponentialFamily(bernoulli, outcomes, { prior: {} as never }),
      /got count undefined and means undefined/,
    ],
    [
      () => fitExponentialFamily(bernoulli, outcomes, { prior: { count: 1, means: [0.5, 0.5] } }),
      /statistics of one family, got 1 means without scatter and 2 means/,
    ],
    [() => categorical(0), /categories to be a whole number of at least 1, got 0/],
  ])("%s", (fit, message) => {
    expect(fit).toThrow(RangeError);
    expect(fit).toThrow(message);
  });
});

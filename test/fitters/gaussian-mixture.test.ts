import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import {
  gaussianMixtureLogDensity,
  mixtureLogLikelihood,
  responsibilities,
} from "../../lib/fitters/gaussian-mixture/density";
import { fitGaussianMixture } from "../../lib/fitters/gaussian-mixture/fit";
import type {
  CovarianceType,
  GaussianMixtureModel,
  GaussianMixtureOptions,
} from "../../lib/fitters/gaussian-mixture/model";
import { multivariateMoments } from "../../lib/fitters/multivariate-gaussian";
import { createRandom } from "../../lib/random/create-random";
import { blobs, expectClose, readGolden } from "./helpers";

interface GoldenCase extends Omit<GaussianMixtureModel, "weights" | "means" | "covariances"> {
  readonly points: number[][];
  readonly start: { weights: number[]; means: number[][] };
  readonly maximumIterations: number;
  readonly tolerance: number;
  readonly regularization: number;
  readonly weights: number[];
  readonly means: number[][];
  readonly covariances: number[][][];
  readonly logDensity: number[];
  readonly responsibilities: number[][];
}
const { cases } = readGolden<{ cases: GoldenCase[] }>("gaussian-mixture");

const random = createRandom("gaussian mixture");
const types: readonly CovarianceType[] = ["full", "diagonal", "tied", "spherical"];

function identity(order: number): number[][] {
  return Array.from({ length: order }, (_, i) => Array.from({ length: order }, (_, j) => (i === j ? 1 : 0)));
}

describe.each(cases.map((golden) => [golden.covarianceType, golden.points[0]!.length, golden] as const))(
  "scikit-learn, %s covariances in %i dimensions",
  (covarianceType, dimensions, golden) => {
    const points = pointsFrom(golden.points);
    const { maximumIterations, tolerance, regularization } = golden;
    const covariances = golden.means.map(() => identity(dimensions));
    const fitted = fitGaussianMixture(
      points,
      {
        components: golden.means.length,
        start: { ...golden.start, covariances },
        ...{ maximumIterations, tolerance, regularization, covarianceType },
      },
      random,
    );

    test("the same parameters to 1e-9", () => {
      expectClose(fitted.weights, golden.weights, 1e-9);
      expectClose(fitted.means.flat(), golden.means.flat(), 1e-9);
      expectClose(fitted.covariances.flat(2), golden.covariances.flat(2), 1e-9);
    });

    test("the same iterations, likelihoods and criteria", () => {
      expect(fitted.iterations).toBe(golden.iterations);
      expect(fitted.converged).toBe(golden.converged);
      expect(fitted.covarianceType).toBe(covarianceType);
      for (const name of ["lowerBound", "meanLogLikelihood", "aic", "bic"] as const) {
        expectClose([fitted[name]], [golden[name]], 1e-10);
      }
    });

    test("the same densities and responsibilities", () => {
      const probes = pointsFrom(golden.points.slice(0, golden.logDensity.length));
      expectClose(gaussianMixtureLogDensity(fitted, probes), golden.logDensity, 1e-9);
      expectClose(responsibilities(fitted, probes).values, golden.responsibilities.flat(), 1e-9);
      expectClose([mixtureLogLikelihood(fitted, points)], [fitted.meanLogLikelihood], 1e-12);
    });
  },
);

describe("expectation–maximisation", () => {
  const centres = [
    [0, 0, 0],
    [2, 1, 0],
    [-1, 2, 2],
  ];
  const points = blobs(centres, 600, random.fork("blobs"));
  const fitBlobs = (options: Partial<GaussianMixtureOptions>, data: Points = points) =>
    fitGaussianMixture(data, { components: 3, ...options }, random.fork("fit"));

  test.each(types)("never lowers the likelihood (%s)", (covarianceType) => {
    let model = fitBlobs({ covarianceType, maximumIterations: 1, tolerance: 0, regularization: 0 });
    for (let iteration = 0; iteration < 40; iteration++) {
      const next = fitBlobs({
        covarianceType,
        maximumIterations: 1,
        tolerance: 0,
        regularization: 0,
        start: model,
      });
      expect(next.meanLogLikelihood).toBeGreaterThanOrEqual(model.meanLogLikelihood - 1e-12);
      expect(next.lowerBound).toBeCloseTo(model.meanLogLikelihood, 12);
      model = next;
    }
  });

  test("one iteration at a time ends where one long run does", () => {
    const start = fitBlobs({ maximumIterations: 1, tolerance: 0 });
    let model = start;
    for (let iteration = 0; iteration < 7; iteration++) {
      model = fitBlobs({ maximumIterations: 1, tolerance: 0, start: model });
    }
    const atOnce = fitBlobs({ maximumIterations: 7, tolerance: 0, start });
    expectClose(atOnce.covariances.flat(2), model.covariances.flat(2), 1e-12);
    expect(atOnce.iterations).toBe(7);
  });

  test("covariance types are nested: each fits no better than the one it is a case of", () => {
    const wide = fitBlobs({ tolerance: 1e-9, maximumIterations: 3000 });
    const likelihood = (type: CovarianceType) =>
      fitBlobs({ covarianceType: type, tolerance: 1e-9, maximumIterations: 3000 }).meanLogLikelihood;
    const diagonal = likelihood("diagonal");
    expect(likelihood("tied")).toBeLessThan(wide.meanLogLikelihood);
    expect(diagonal).toBeLessThan(wide.meanLogLikelihood);
    expect(likelihood("spherical")).toBeLessThan(diagonal);
  });

  test.each(types)("one component is the Gaussian of the moments (%s)", (covarianceType) => {
    const model = fitBlobs({ components: 1, covarianceType, regularization: 0 });
    const moments = multivariateMoments(points, false);
    const variances = [0, 4, 8].map((at) => moments.covariance[at]!);
    const average = variances.reduce((sum, variance) => sum + variance, 0) / 3;
    const expected = {
      full: [...moments.covariance],
      tied: [...moments.covariance],
      diagonal: [variances[0]!, 0, 0, 0, variances[1]!, 0, 0, 0, variances[2]!],
      spherical: [average, 0, 0, 0, average, 0, 0, 0, average],
    }[covarianceType];
    expect(model.weights).toEqual([1]);
    expectClose(model.means[0]!, [...moments.mean], 1e-12);
    expectClose(model.covariances[0]!.flat(), expected, 1e-12);
  });

  test("keeps its digits far from the origin", () => {
    const offset = 2 ** 24;
    const far = { ...points, values: points.values.map((value) => value + offset) };
    const start = {
      weights: [1 / 3, 1 / 3, 1 / 3],
      means: centres,
      covariances: centres.map(() => identity(3)),
    };
    const options = { maximumIterations: 20, tolerance: 0 };
    const near = fitBlobs({ ...options, start });
    const moved = fitBlobs(
      { ...options, start: { ...start, means: centres.map((c) => c.map((x) => x + offset)) } },
      far,
    );
    // The data themselves lost 24 bits: 2⁻²⁸ is left of every coordinate.
    expectClose(moved.covariances.flat(2), near.covariances.flat(2), 1e-6);
    expectClose([moved.meanLogLikelihood], [near.meanLogLikelihood], 1e-8);
  });

  test("recovers well separated components within five standard errors", () => {
    const rows = 9000;
    const truth = [
      [0, 0],
      [12, 0],
      [0, 12],
    ];
    const data = blobs(truth, rows, random.fork("separated"));
    const model = fitGaussianMixture(data, { components: 3 }, random.fork("recover"));
    const standardError = 1 / Math.sqrt(rows / 3);
    for (const centre of truth) {
      const distance = (mean: number[]) => Math.max(...mean.map((x, c) => Math.abs(x - centre[c]!)));
      const nearest = model.means.findIndex((mean) => distance(mean as number[]) < 3);
      expect(distance(model.means[nearest] as number[])).toBeLessThan(5 * standardError);
      expect(model.weights[nearest]).toBeCloseTo(1 / 3, 9);
      const [xx, xy, yy] = [0, 1, 3].map((at) => model.covariances[nearest]!.flat()[at]!);
      expect(Math.abs(xx! - 1)).toBeLessThan(5 * Math.SQRT2 * standardError);
      expect(Math.abs(yy! - 1)).toBeLessThan(5 * Math.SQRT2 * standardError);
      expect(Math.abs(xy!)).toBeLessThan(5 * standardError);
    }
  });

  test("restarts keep the best of their fits", () => {
    const stream = () => random.fork("restarts");
    const options = { components: 6, maximumIterations: 5, initialization: "k-means++" } as const;
    const shared = stream();
    const singles = Array.from({ length: 4 }, () => fitGaussianMixture(points, options, shared).lowerBound);
    const best = fitGaussianMixture(points, { ...options, restarts: 4 }, stream());
    expect(best.lowerBound).toBe(Math.max(...singles));
    expect(new Set(singles).size).toBeGreaterThan(1);
  });

  test("more components than distinct points is no error with regularization", () => {
    const few = pointsFrom([[0], [1], [0], [1], [0], [1]]);
    const model = fitBlobs({ components: 4, regularization: 1e-3 }, few);
    expect(model.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(model.covariances.flat(2).every((variance) => variance >= 1e-3)).toBe(true);
    expect(Number.isFinite(model.meanLogLikelihood)).toBe(true);
  });

  test("serialises: a model read back from JSON is the same start", () => {
    const model = fitBlobs({});
    const again = fitBlobs({ start: JSON.parse(JSON.stringify(model)) });
    expect(again).toEqual(fitBlobs({ start: model }));
  });
});

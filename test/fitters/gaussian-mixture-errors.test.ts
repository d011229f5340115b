import { expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { mixtureLogLikelihood, responsibilities } from "../../lib/fitters/gaussian-mixture/density";
import type { GaussianMixtureOptions } from "../../lib/fitters/gaussian-mixture/model";
import { fitGaussianMixture } from "../../lib/fitters/threads/fit-gaussian-mixture";
import { createRandom } from "../../lib/random/create-random";

const random = createRandom("errors");
const points = pointsFrom([
  [0, 1],
  [1, 3],
  [2, 0],
  [5, 5],
]);
const one = {
  weights: [1],
  means: [[0, 0]],
  covariances: [
    [
      [1, 0],
      [0, 1],
    ],
  ],
};

test.each<[string, Partial<GaussianMixtureOptions> & { workers?: number }, RegExp]>([
  ["components", { components: 0 }, /components to be a whole number of at least 1, got 0/],
  ["fractional components", { components: 1.5 }, /got 1\.5/],
  ["more components than rows", { components: 5 }, /got 4 rows for 5 components\. Use fewer components/],
  ["iterations", { maximumIterations: 0 }, /maximumIterations to be a whole number of at least 1, got 0/],
  ["tolerance", { tolerance: -1 }, /tolerance to be a finite number of at least 0, got -1/],
  ["regularization", { regularization: Number.NaN }, /regularization to be a finite number.*got NaN/],
  ["restarts", { restarts: 0 }, /restarts to be a whole number of at least 1/],
  ["workers", { workers: 0 }, /workers to be a whole number of at least 1, got 0/],
  [
    "covariance type",
    { covarianceType: "diag" as never },
    /one of "full", "diagonal", "tied", "spherical", got "diag"/,
  ],
  ["initialization", { initialization: "random" as never }, /one of "k-means", "k-means\+\+", got "random"/],
  ["a start of another size", { components: 2, start: one }, /for 2 components, got 1, 1, 1/],
  [
    "a start without covariances",
    { start: { ...one, covariances: undefined as never } },
    /got 1, 1, undefined/,
  ],
  [
    "start weights",
    { start: { ...one, weights: [0.5] } },
    /start\.weights that are shares with sum 1, got 0\.5/,
  ],
  ["start means", { start: { ...one, means: [[0]] } }, /start\.means with 2 finite numbers each/],
  ["start covariances", { start: { ...one, covariances: [[[1]]] } }, /2 × 2 matrices of finite numbers/],
  [
    "a singular start",
    {
      start: {
        ...one,
        covariances: [
          [
            [1, 1],
            [1, 1],
          ],
        ],
      },
    },
    /component 0 is not positive definite/,
  ],
  ["a start too far", { start: { ...one, means: [[1e200, 0]] } }, /squared distances are finite.*Rescale/],
])("fitGaussianMixture refuses %s", (_, options, message) => {
  const fit = () => fitGaussianMixture(points, { components: 1, ...options }, random);
  expect(fit).toThrow(RangeError);
  expect(fit).toThrow(message);
});

test("fitGaussianMixture refuses data it cannot fit, before any work", () => {
  const fitRows = (rows: number[][]) => () => fitGaussianMixture(pointsFrom(rows), { components: 1 }, random);
  expect(fitRows([[1, 2]])).toThrow(/needs at least 2 rows of data, got 1 × 2/);
  expect(
    fitRows([
      [1, 2],
      [1, 3],
    ]),
  ).toThrow(/column 0 is 1 in all 2 rows/);
  const broken = { values: Float64Array.of(1, 2, Infinity, 4), rows: 2, columns: 2 };
  expect(() => fitGaussianMixture(broken, { components: 1 }, random)).toThrow(/row 1, column 0 is Infinity/);
  const empty = { values: new Float64Array(0), rows: 0, columns: 2 };
  expect(() => fitGaussianMixture(empty, { components: 1 }, random)).toThrow(/got 0 × 2/);
});

test("fitGaussianMixture says how to make the missing random stream", () => {
  const fit = () => fitGaussianMixture(points, { components: 1 }, undefined as never);
  expect(fit).toThrow(TypeError);
  expect(fit).toThrow(/random stream as its last argument: createRandom\(seed\)/);
});

test("a component that collapses without regularization is an error with the remedy", () => {
  const pairs = pointsFrom([
    [0, 0],
    [0, 0],
    [9, 8],
    [7, 9],
    [8, 6],
  ]);
  const fit = () => fitGaussianMixture(pairs, { components: 2, regularization: 0 }, random);
  expect(fit).toThrow(/has collapsed onto too few distinct points.*larger regularization/);
});

test("densities refuse points of another kind", () => {
  expect(() => responsibilities(one, pointsFrom([[1]]))).toThrow(
    /points with 2 columns like the model, got 1/,
  );
  expect(() =>
    mixtureLogLikelihood(one, { values: Float64Array.of(1, Number.NaN), rows: 1, columns: 2 }),
  ).toThrow(/row 0, column 1 is NaN/);
});

import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { fitMultivariateGaussian, multivariateMoments } from "../../lib/fitters/multivariate-gaussian";
import { createRandom } from "../../lib/random/create-random";
import { expectClose, readGolden } from "./helpers";

interface Golden {
  readonly points: number[][];
  readonly centre: number[];
  readonly covariance: number[][];
  readonly unbiasedCovariance: number[][];
}
const golden = readGolden<Golden>("gaussian");

describe("fitMultivariateGaussian", () => {
  test("equals NumPy, dividing by n and by n − 1", () => {
    const points = pointsFrom(golden.points);
    const fitted = fitMultivariateGaussian(points);
    expect(fitted.dimensions).toBe(3);
    expectClose(fitted.mean, golden.centre, 1e-14);
    expectClose(fitted.covariance, golden.covariance.flat(), 1e-14);
    const unbiased = fitMultivariateGaussian(points, { unbiased: true });
    expectClose(unbiased.covariance, golden.unbiasedCovariance.flat(), 1e-14);
  });

  test("follows a linear map: mean → A mean, covariance → A covariance Aᵀ", () => {
    const random = createRandom("linear map");
    const rows = Array.from({ length: 30 }, () => [random.normal(), random.normal()]);
    const fitted = fitMultivariateGaussian(pointsFrom(rows));
    const moved = fitMultivariateGaussian(pointsFrom(rows.map(([x, y]) => [2 * x! + y! + 5, y! - 3])));
    const [xx, xy, , yy] = fitted.covariance as unknown as [number, number, number, number];
    expectClose(moved.mean, [2 * fitted.mean[0]! + fitted.mean[1]! + 5, fitted.mean[1]! - 3], 1e-13);
    expectClose(moved.covariance, [4 * xx + 4 * xy + yy, 2 * xy + yy, 2 * xy + yy, yy], 1e-13);
  });

  test("gives exactly the point and zero covariance for identical points", () => {
    const points = pointsFrom(Array.from({ length: 7 }, () => [0.1, -3.3]));
    const fitted = multivariateMoments(points, true);
    expect([...fitted.mean]).toEqual([0.1, -3.3]);
    expect([...fitted.covariance]).toEqual([0, 0, 0, 0]);
  });

  test.each<[string, Points, RegExp]>([
    ["no rows", { values: new Float64Array(0), rows: 0, columns: 2 }, /at least 2 rows of data, got 0 × 2/],
    ["one row", pointsFrom([[1, 2]]), /at least 2 rows of data, got 1 × 2/],
    [
      "constant column",
      pointsFrom([
        [1, 5],
        [2, 5],
        [3, 5],
      ]),
      /column 1 is 5 in all 3 rows\. Drop the column/,
    ],
    ["NaN", { values: Float64Array.of(1, 2, Number.NaN, 4), rows: 2, columns: 2 }, /row 1, column 0 is NaN/],
    ["a wrong size", { values: new Float64Array(5), rows: 2, columns: 2 }, /2 × 2 = 4\), got 5/],
  ])("refuses %s", (_, points, message) => {
    expect(() => fitMultivariateGaussian(points)).toThrow(RangeError);
    expect(() => fitMultivariateGaussian(points)).toThrow(message);
  });

  test("refuses what are no points", () => {
    expect(() => fitMultivariateGaussian([[1, 2]] as never)).toThrow(/needs Points.*got an array/);
    expect(() => fitMultivariateGaussian(null as never)).toThrow(TypeError);
  });
});

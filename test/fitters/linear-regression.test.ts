import { describe, expect, test } from "vitest";
import { concatenate, selectRows } from "../../lib/data/collection";
import { type LabelledPoints, pointsFrom } from "../../lib/data/points";
import { fitLinearRegression, leastSquares } from "../../lib/fitters/linear-regression/fit";
import { leastSquaresOver } from "../../lib/fitters/linear-regression/repeated-design";
import { createRandom } from "../../lib/random/create-random";
import { blobs, expectClose, readGolden } from "./helpers";

interface GoldenCase {
  readonly name: string;
  readonly points: number[][];
  readonly weights?: number[];
  readonly ridge: number;
  readonly intercept: boolean;
  readonly coefficients: number[];
  readonly fittedIntercept: number;
  readonly residualVariance: number;
}
const golden = readGolden<{ targets: number[]; cases: GoldenCase[] }>("linear-regression");
const random = createRandom("linear regression");

describe("fitLinearRegression", () => {
  test.each(golden.cases.map((one) => [one.name, one.intercept, one.ridge, one] as const))(
    "equals an SVD solution: %s, intercept %s, ridge %d",
    (_, intercept, ridge, expected) => {
      const options = { ridge, intercept, weights: expected.weights };
      const fitted = fitLinearRegression(pointsFrom(expected.points), golden.targets, options);
      expectClose(fitted.coefficients, expected.coefficients, 1e-9);
      expectClose([fitted.intercept], [expected.fittedIntercept], 1e-8);
      expectClose([fitted.residualVariance], [expected.residualVariance], 1e-10);
    },
  );

  test("recovers an exact relation", () => {
    const points = blobs([[1, 2, 3]], 20, random.fork("exact"));
    const targets = Array.from({ length: 20 }, (_, row) => {
      const [x, y, z] = points.values.subarray(3 * row, 3 * row + 3);
      return 4 * x! - y! + 0.5 * z! - 7;
    });
    const fitted = fitLinearRegression(points, targets, { intercept: true });
    expectClose(fitted.coefficients, [4, -1, 0.5], 1e-13);
    expect(fitted.intercept).toBeCloseTo(-7, 12);
    expect(fitted.residualVariance).toBeLessThan(1e-26);
  });

  test("residuals are orthogonal to every column", () => {
    const points = blobs([[0, 5, -3, 1]], 101, random.fork("orthogonal"));
    const targets = random.fork("targets").fillNormal(new Float64Array(101));
    const { coefficients } = fitLinearRegression(points, targets);
    for (let column = 0; column < 4; column++) {
      let product = 0;
      for (let row = 0; row < 101; row++) {
        const x = points.values.subarray(4 * row, 4 * row + 4);
        const residual = targets[row]! - x.reduce((sum, value, c) => sum + value * coefficients[c]!, 0);
        product += residual * x[column]!;
      }
      expect(Math.abs(product)).toBeLessThan(1e-10);
    }
  });

  test.each<[string, number[][], number[], object, RegExp]>([
    [
      "too few rows",
      [[1, 2]],
      [1],
      {},
      /at least 2 rows for 2 coefficients, got 1\. Add rows or set a positive ridge/,
    ],
    [
      "too few with intercept",
      [[1], [2]].slice(0, 1),
      [1],
      { intercept: true },
      /at least 2 rows for 2 coeff/,
    ],
    [
      "dependent columns",
      [
        [1, 2],
        [2, 4],
        [3, 6],
      ],
      [1, 2, 3],
      {},
      /linearly independent.*set a positive ridge/,
    ],
    [
      "a zero column",
      [
        [1, 0],
        [2, 0],
        [3, 0],
      ],
      [1, 2, 3],
      {},
      /linearly independent/,
    ],
    ["a constant column with intercept", [[1], [1]], [1, 2], { intercept: true }, /linearly independent/],
    ["other targets", [[1], [2]], [1, 2, 3], {}, /one target a row, got 3 targets for 2 rows/],
    ["a target that is not finite", [[1], [2]], [1, Infinity], {}, /observation 1 is Infinity/],
    ["other weights", [[1], [2]], [1, 2], { weights: [1] }, /one weight a row, got 1 weights for 2 rows/],
    [
      "a negative weight",
      [[1], [2]],
      [1, 2],
      { weights: [1, -0.5] },
      /weights of at least 0 and one above it, got -0\.5 in row 1/,
    ],
    ["weights of zero", [[1], [2]], [1, 2], { weights: [0, 0] }, /one above it, got only zeros/],
    ["a weight that is not finite", [[1], [2]], [1, 2], { weights: [1, NaN] }, /observation 1 is NaN/],
    [
      "a negative ridge",
      [[1], [2]],
      [1, 2],
      { ridge: -1 },
      /ridge to be a finite number of at least 0, got -1/,
    ],
  ])("refuses %s", (_, rows, targets, options, message) => {
    expect(() => fitLinearRegression(pointsFrom(rows), targets, options)).toThrow(RangeError);
    expect(() => fitLinearRegression(pointsFrom(rows), targets, options)).toThrow(message);
  });

  test("whole weights are repeated rows, as an option and on the data", () => {
    const points = blobs([[1, 2, 3]], 12, random.fork("repeated rows"));
    const targets = random.fork("repeated targets").fillNormal(new Float64Array(12));
    const weights = Float64Array.from({ length: 12 }, (_, row) => row % 4);
    const indices = Int32Array.from([...weights].flatMap((weight, row) => Array<number>(weight).fill(row)));
    const repeated = leastSquares(selectRows({ points, targets }, indices), 0.5, true);
    const weighted = fitLinearRegression(points, targets, { ridge: 0.5, intercept: true, weights });
    expectClose(weighted.coefficients, Array.from(repeated.coefficients), 1e-12);
    expect(weighted.residualVariance).toBeCloseTo(repeated.residualVariance, 12);
    expect(leastSquares({ points, targets, weights }, 0.5, true)).toEqual(weighted);
    expectClose(
      leastSquaresOver(points, 0.5)({ points, targets, weights }).coefficients,
      Array.from(leastSquares({ points, targets, weights }, 0.5, false).coefficients),
      1e-12,
    );
  });

  test("ridge solves what ordinary least squares refuses", () => {
    const fitted = fitLinearRegression(
      pointsFrom([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
      [5, 10, 15],
      { ridge: 1e-6 },
    );
    expectClose(fitted.coefficients, [1, 2], 1e-6);
  });
});

describe("least squares over a repeated design", () => {
  const design = blobs([[0, 0, 1]], 37, random.fork("design"));
  const relabel = (round: number): LabelledPoints => ({
    points: { ...design, values: design.values.slice() },
    targets: random.fork(round).fillNormal(new Float64Array(37), round),
  });

  test.each([0, 0.7])("equals the general solution for one and several copies, ridge %d", (ridge) => {
    const solve = leastSquaresOver(design, ridge);
    for (const copies of [1, 2, 5]) {
      const data = concatenate(Array.from({ length: copies }, (_, round) => relabel(round)));
      const general = leastSquares(data, ridge, false);
      const quick = solve(data);
      expectClose(quick.coefficients, [...general.coefficients], 1e-12);
      expectClose([quick.residualVariance], [general.residualVariance], 1e-12);
    }
  });

  test("any other training set is solved the general way", () => {
    const solve = leastSquaresOver(design, 0);
    const data = concatenate([relabel(0), relabel(1)]);
    const some = selectRows(
      data,
      Int32Array.from({ length: 37 }, (_, i) => (i * 3) % 74),
    );
    expect(solve(some)).toEqual(leastSquares(some, 0, false));
    const swapped = { ...data, points: { ...data.points, values: data.points.values.slice().reverse() } };
    expect(solve(swapped)).toEqual(leastSquares(swapped, 0, false));
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { fitMultivariateGaussian } from "../../lib/fitters/multivariate-gaussian";
import { frechetDistance, frechetDistanceOfGaussians } from "../../lib/metrics/frechet-distance";
import { squaredWasserstein2Gaussian } from "../../lib/metrics/wasserstein2-gaussian";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/frechet-distance.json";

function normals(rows: number, columns: number, seed: number | string): Points {
  return { values: createRandom(seed).fillNormal(new Float64Array(rows * columns)), rows, columns };
}

const map = (points: Points, change: (value: number, column: number) => number): Points => ({
  ...points,
  values: points.values.map((value, at) => change(value, at % points.columns)),
});

test.each(golden.cases)("equals SciPy: $name", ({ x, y, distance }) => {
  expect(Math.abs(frechetDistance(pointsFrom(x), pointsFrom(y)) / distance - 1)).toBeLessThan(1e-9);
});

test("is that of the Gaussians with covariances by rows − 1", () => {
  const [x, y] = [normals(30, 4, "x"), normals(50, 4, "y")];
  const [a, b] = [x, y].map((points) => fitMultivariateGaussian(points, { unbiased: true }));
  expect(frechetDistanceOfGaussians(a!, b!)).toBe(frechetDistance(x, y));
  expect(squaredWasserstein2Gaussian(a!, b!)).toBe(frechetDistance(x, y));
});

const shapes = fc.record({
  rows: fc.integer({ min: 2, max: 30 }),
  others: fc.integer({ min: 2, max: 30 }),
  columns: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

test("is 0 for equal sets, symmetric, not moved by shifts of both or by the order of columns", () => {
  fc.assert(
    fc.property(shapes, ({ rows, others, columns, seed }) => {
      const [x, y] = [normals(rows, columns, seed), normals(others, columns, `${seed} again`)];
      const distance = frechetDistance(x, y);
      const close = (other: number) =>
        expect(Math.abs(other - distance)).toBeLessThan(1e-11 * (1 + distance));
      expect(frechetDistance(x, x)).toBe(0);
      close(frechetDistance(y, x));
      const shift = (value: number, column: number) => value + 10 * column;
      close(frechetDistance(map(x, shift), map(y, shift)));
      const reversed = (points: Points): Points => ({ ...points, values: points.values.slice().reverse() });
      close(frechetDistance(reversed(x), reversed(y)));
    }),
  );
});

test("of a set and its copy shifted or stretched is the closed form", () => {
  fc.assert(
    fc.property(shapes, ({ rows, columns, seed }) => {
      const x = normals(rows, columns, seed);
      const shifted = frechetDistance(
        x,
        map(x, (value, column) => value + column),
      );
      const squares = Array.from({ length: columns }, (_, c) => c * c).reduce((a, b) => a + b);
      expect(Math.abs(shifted - squares)).toBeLessThan(1e-11 * (1 + squares));
      const centred = map(x, (value, column) => value - meanOf(x, column));
      const trace = centred.values.reduce((sum, value) => sum + value * value, 0) / (rows - 1);
      const stretched = frechetDistance(
        centred,
        map(centred, (value) => 3 * value),
      );
      expect(Math.abs(stretched / (4 * trace) - 1)).toBeLessThan(1e-10);
    }),
  );
});

function meanOf({ values, rows, columns }: Points, column: number): number {
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += values[r * columns + column]!;
  return sum / rows;
}

test("from a single repeated point is ‖shift‖² + trace", () => {
  const point = pointsFrom([
    [1, 2],
    [1, 2],
  ]);
  const cross = pointsFrom([
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ]);
  expect(frechetDistance(point, cross)).toBeCloseTo(5 + 4 / 3, 14);
});

test("of two samples of one normal is what its docstring says", () => {
  const [rows, columns] = [1500, 6];
  const distances = Array.from({ length: 24 }, (_, r) =>
    frechetDistance(normals(rows, columns, `first ${r}`), normals(rows, columns, `second ${r}`)),
  );
  const mean = distances.reduce((sum, distance) => sum + distance) / 24;
  const variance = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / 23;
  const expected = (columns ** 2 + 5 * columns) / (2 * rows);
  // Terms of order 1/rows² are left out: allow two per cent for them.
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / 24) + 0.02 * expected);
});

test("refuses sets that are too small, not finite or of different columns", () => {
  const two = normals(2, 3, "two");
  expect(() => frechetDistance(two, normals(2, 4, "two"))).toThrow(
    new RangeError("frechetDistance needs points of the same dimensions, got 3 and 4 columns"),
  );
  expect(() => frechetDistance(normals(1, 3, "one"), two)).toThrow(
    new RangeError("frechetDistance needs at least 2 rows of data, got 1 × 3"),
  );
  expect(() =>
    frechetDistance(
      two,
      map(two, (value, column) => (column === 1 ? Infinity : value)),
    ),
  ).toThrow(
    new RangeError(
      "frechetDistance needs finite numbers: row 0, column 1 is Infinity. Drop or fill it first",
    ),
  );
  const plane = { dimensions: 2, mean: new Float64Array(2), covariance: Float64Array.of(1, 0, 0, 1) };
  expect(() => frechetDistanceOfGaussians(plane, { ...plane, dimensions: 3 })).toThrow(
    new RangeError("frechetDistanceOfGaussians needs 3 means and 9 covariances, got 2 and 4"),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { openAlone } from "../../lib/fitters/crew";
import { energyDistance as energyDistanceAlone } from "../../lib/metrics/energy-distance";
import { maximumMeanDiscrepancy as discrepancyAlone } from "../../lib/metrics/maximum-mean-discrepancy";
import { medianDistance } from "../../lib/metrics/median-distance";
import { createPairKernel, type PairFunction } from "../../lib/metrics/pairs/pair-kernel";
import { pairSums } from "../../lib/metrics/pairs/pair-sums";
import { energyDistance, estimateSquaredEnergyDistance } from "../../lib/metrics/threads/energy-distance";
import {
  estimateMaximumMeanDiscrepancy,
  maximumMeanDiscrepancy,
} from "../../lib/metrics/threads/maximum-mean-discrepancy";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/pairwise-distances.json";

function normals(rows: number, columns: number, seed: string, scale = 1, shift = 0): Points {
  const values = createRandom(seed).fillNormal(new Float64Array(rows * columns));
  return { values: values.map((value) => scale * value + shift), rows, columns };
}

function expectClose(found: number, expected: number, tolerance = 1e-9): void {
  expect(Math.abs(found - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)));
}

describe.each(golden.cases)("equals SciPy and scikit-learn: $name", (expected) => {
  const { bandwidth } = expected;
  const [x, y] = [pointsFrom(expected.x), pointsFrom(expected.y)];

  test("energy distance", () => {
    expect(Math.abs(energyDistance(x, y) / expected.energy - 1)).toBeLessThan(1e-9);
    expect(energyDistanceAlone(x, y)).toBe(energyDistance(x, y));
    const { measured, standardError } = estimateSquaredEnergyDistance(x, y);
    expectClose(measured, expected.squaredEnergy);
    expectClose(standardError, expected.squaredEnergyError);
  });

  test("maximum mean discrepancy", () => {
    const { measured, standardError } = estimateMaximumMeanDiscrepancy(x, y, { bandwidth });
    expectClose(measured, expected.discrepancy);
    expectClose(standardError, expected.discrepancyError);
    expect(maximumMeanDiscrepancy(x, y, { bandwidth })).toBe(measured);
    expect(discrepancyAlone(x, y, { bandwidth })).toBe(measured);
  });

  test("the median heuristic", () => {
    expect(Math.abs(medianDistance(x, y) / expected.median - 1)).toBeLessThan(1e-12);
    expectClose(maximumMeanDiscrepancy(x, y, { bandwidth: "median" }), expected.discrepancyAtMedian);
    expect(maximumMeanDiscrepancy(x, y)).toBe(maximumMeanDiscrepancy(x, y, { bandwidth: "median" }));
  });
});

test("any number of threads gives the same digits as one", () => {
  const [x, y] = [normals(700, 3, "x"), normals(531, 3, "y", 1.2, 0.1)];
  for (const workers of [1, 2, 3]) {
    expect(energyDistance(x, y, { workers })).toBe(energyDistanceAlone(x, y));
    expect(maximumMeanDiscrepancy(x, y, { bandwidth: 1, workers })).toBe(
      discrepancyAlone(x, y, { bandwidth: 1 }),
    );
  }
});

describe("sums over pairs", () => {
  const shape = fc.record({
    rows: fc.integer({ min: 1, max: 150 }),
    others: fc.integer({ min: 1, max: 150 }),
    columns: fc.integer({ min: 1, max: 9 }),
    seed: fc.integer({ min: 0, max: 1e6 }).map(String),
  });
  const functions: PairFunction[] = [{ name: "distance" }, { name: "gaussian", rate: 0.4 }];

  test.each(functions)("are those of the definition: $name", (pairFunction) => {
    fc.assert(
      fc.property(shape, ({ rows, others, columns, seed }) => {
        const [x, y] = [normals(rows, columns, seed), normals(others, columns, `${seed} again`)];
        const sums = pairSums(openAlone, pairFunction, x, y);
        const expected = sumsByDefinition(pairFunction, x, y);
        for (const [i, sum] of expected.toFirst.entries()) expectClose(sums.toFirst[i]!, sum, 1e-13);
        for (const [i, sum] of expected.toSecond.entries()) expectClose(sums.toSecond[i]!, sum, 1e-13);
      }),
      { numRuns: 40 },
    );
  });

  test("the exponential of vectors is within 4 × 10⁻¹⁶ of Math.exp from 0 to −700, and 0 from −708 on", () => {
    const random = createRandom("exponential");
    const ends = [0, 1e-300, 1e-20, 1e-8, Math.LN2 / 2, Math.LN2, 1, 707, 708.1, 746, 1e300, Infinity];
    const squares = [...ends, ...Array.from({ length: 4000 }, () => 700 * random.next() ** 4)];
    const kernel = createPairKernel({ name: "gaussian", rate: 1 }, squares.length + 1, 1);
    const roots = Float64Array.from([0, ...squares].map(Math.sqrt));
    const found = new Float64Array(squares.length);
    const points = { from: 1, to: roots.length };
    kernel.addSums(roots, { from: 0, to: 1 }, points, new Float64Array(1), found);
    for (let i = 0; i < squares.length; i++) {
      const square = roots[i + 1]! ** 2;
      const exact = square > 708 ? 0 : Math.exp(-square);
      expect(Math.abs(found[i]! - exact)).toBeLessThanOrEqual(4e-16 * exact);
    }
    expect(found[0]).toBe(1);
  });

  test("far from the origin lose no digits of near points, and near the ends of doubles nothing breaks", () => {
    const [x, y] = [normals(90, 2, "near"), normals(80, 2, "near again")];
    const moved = (points: Points, factor: number, shift: number): Points => ({
      ...points,
      values: points.values.map((value) => Math.round(value * 1024) * factor + shift),
    });
    const distance = energyDistance(moved(x, 1, 0), moved(y, 1, 0));
    expect(energyDistance(moved(x, 1, 2 ** 40), moved(y, 1, 2 ** 40))).toBe(distance);
    expectClose(energyDistance(moved(x, 2 ** 1000, 0), moved(y, 2 ** 1000, 0)) / 2 ** 500, distance, 1e-12);
    const tiny = moved(x, 2 ** -900, 0);
    const discrepancy = maximumMeanDiscrepancy(moved(x, 1, 0), moved(y, 1, 0), { bandwidth: 512 });
    const options = { bandwidth: 512 * 2 ** -900 };
    expectClose(maximumMeanDiscrepancy(tiny, moved(y, 2 ** -900, 0), options), discrepancy, 1e-12);
    // A kernel so narrow that only points that coincide are alike.
    expect(maximumMeanDiscrepancy([1, 2, 2], [1, 3, 2], { bandwidth: 1e-300 })).toBeCloseTo(-1 / 3, 14);
  });
});

function sumsByDefinition(pairFunction: PairFunction, x: Points, y: Points) {
  const rowsOf = ({ values, rows, columns }: Points) =>
    Array.from({ length: rows }, (_, r) => [...values.subarray(r * columns, (r + 1) * columns)]);
  const k = (a: number[], b: number[]) => {
    const square = a.reduce((sum, value, c) => sum + (value - b[c]!) ** 2, 0);
    return pairFunction.name === "distance" ? Math.sqrt(square) : Math.exp(-pairFunction.rate * square);
  };
  const sumOver = (set: Points) => (point: number[]) =>
    rowsOf(set).reduce((sum, other) => sum + k(point, other), 0);
  const pooled = [...rowsOf(x), ...rowsOf(y)];
  return { toFirst: pooled.map(sumOver(x)), toSecond: pooled.map(sumOver(y)) };
}

describe("closed forms", () => {
  const rounds = Array.from({ length: 60 }, (_, r) => r);
  const summary = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { mean, deviation: Math.sqrt(variance), error: Math.sqrt(variance / values.length) };
  };

  /** E k of points from N(0, variance I): (1 + variance/h²)^(−d/2), times exp(−shift²/(2 (h² + variance))). */
  const expectedKernel = (columns: number, variance: number, squaredShift: number) =>
    (1 + variance) ** (-columns / 2) * Math.exp(-squaredShift / (2 * (1 + variance)));

  test.each([0, 0.5, 2])("MMD² of normals, shift %f: no bias, and the error that it says", (shift) => {
    const estimates = rounds.map((r) =>
      estimateMaximumMeanDiscrepancy(normals(150, 2, `x ${r}`), normals(100, 2, `y ${r}`, 1, shift), {
        bandwidth: 1,
      }),
    );
    const exact = 2 * expectedKernel(2, 2, 0) - 2 * expectedKernel(2, 2, 2 * shift ** 2);
    const { mean, deviation, error } = summary(estimates.map(({ measured }) => measured));
    expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
    const said = summary(estimates.map(({ standardError }) => standardError)).mean;
    // A deviation from 60 rounds is known to 9 per cent; between equal distributions √2 too much is allowed for.
    expect(said / deviation).toBeGreaterThan(0.7);
    expect(said / deviation).toBeLessThan(shift === 0 ? 1.9 : 1.35);
  });

  test("squared energy distance of normals in one dimension: no bias; that of the V-statistic as documented", () => {
    // E|X − Y| of normals a apart is that of a folded normal of mean a and variance 2; at 0 it is 2/√π.
    const shift = 1;
    const erfOfHalf = 0.5204998778130465;
    const folded = (2 / Math.sqrt(Math.PI)) * Math.exp(-0.25) + shift * erfOfHalf;
    const exact = 2 * folded - 4 / Math.sqrt(Math.PI);
    const pairs = rounds.map((r) => [normals(50, 1, `x ${r}`), normals(80, 1, `y ${r}`, 1, shift)] as const);
    const unbiased = summary(pairs.map(([x, y]) => estimateSquaredEnergyDistance(x, y).measured));
    expect(Math.abs(unbiased.mean - exact)).toBeLessThan(4 * unbiased.error);
    const biased = summary(pairs.map(([x, y]) => energyDistance(x, y) ** 2));
    const bias = (2 / Math.sqrt(Math.PI)) * (1 / 50 + 1 / 80);
    expect(Math.abs(biased.mean - exact - bias)).toBeLessThan(4 * biased.error);
  });

  test("two points and one: by hand", () => {
    expect(energyDistance([0], [3])).toBeCloseTo(Math.sqrt(6), 15);
    expect(energyDistance(pointsFrom([[0, 0]]), pointsFrom([[3, 4]]))).toBeCloseTo(Math.sqrt(10), 15);
    const plane = pointsFrom([
      [0, 0],
      [0, 2],
    ]);
    expect(energyDistance(plane, pointsFrom([[0, 0]]))).toBeCloseTo(1, 15);
  });
});

describe("properties", () => {
  const shape = fc.record({
    rows: fc.integer({ min: 2, max: 60 }),
    columns: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 0, max: 1e6 }).map(String),
  });

  test("symmetric, 0 beside itself, one dimension as in the plane, stretched with its data", () => {
    fc.assert(
      fc.property(shape, ({ rows, columns, seed }) => {
        const [x, y] = [normals(rows, columns, seed), normals(rows + 3, columns, `${seed} again`, 1.5)];
        expectClose(energyDistance(y, x), energyDistance(x, y), 1e-12);
        expect(energyDistance(x, x)).toBeLessThan(1e-6);
        expectClose(
          maximumMeanDiscrepancy(y, x, { bandwidth: 1 }),
          maximumMeanDiscrepancy(x, y, { bandwidth: 1 }),
          1e-12,
        );
        const twice = (points: Points): Points => ({ ...points, values: points.values.map((v) => 4 * v) });
        expectClose(energyDistance(twice(x), twice(y)), 2 * energyDistance(x, y), 1e-12);
        expectClose(medianDistance(twice(x), twice(y)), 4 * medianDistance(x, y), 1e-12);
        const flat = ({ values, rows: count }: Points): Points => {
          const padded = Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 ? 7 : values[i >> 1]!));
          return { values: padded, rows: count, columns: 2 };
        };
        if (columns === 1) expectClose(energyDistance(flat(x), flat(y)), energyDistance(x, y), 1e-7);
      }),
    );
  });

  test("the median of many points is that of a part of them, within two per cent", () => {
    const [x, y] = [normals(4000, 2, "many"), normals(3000, 2, "more")];
    // Distances of two normals of the plane are Rayleigh with scale √2: median √2 √(2 ln 2).
    expect(Math.abs(medianDistance(x, y) / (2 * Math.sqrt(Math.LN2)) - 1)).toBeLessThan(0.03);
    expect(medianDistance(x, y)).toBe(medianDistance(x, y));
  });
});

describe("refuses what it cannot measure, with the remedy", () => {
  const ten = normals(10, 2, "ten");
  const empty = { values: new Float64Array(0), rows: 0, columns: 2 };
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new RangeError(message));

  test("energy distance", () => {
    refused(() => energyDistance(ten, empty), "energyDistance needs at least 1 rows of data, got 0 × 2");
    refused(() => energyDistance([], [1]), "energyDistance needs at least 1 observations, got 0");
    refused(
      () => energyDistance(ten, [1, 2]),
      "energyDistance needs points of the same dimensions, got 2 and 1 columns",
    );
    refused(
      () => energyDistance([1, Number.NaN], [1]),
      "energyDistance needs finite numbers: observation 1 is NaN. Drop or fill it first",
    );
    refused(
      () => energyDistance(ten, ten, { workers: 0 }),
      "energyDistance needs workers to be a whole number of at least 1, got 0",
    );
    refused(
      () => estimateSquaredEnergyDistance([1, 2], [1, 2, 3]),
      "estimateSquaredEnergyDistance needs at least 3 observations, got 2",
    );
    expect(() => energyDistance(null as never, ten)).toThrow(
      new TypeError("energyDistance needs an array of numbers or a Float64Array, got null"),
    );
  });

  test("maximum mean discrepancy", () => {
    refused(
      () => maximumMeanDiscrepancy([1], [1, 2], { bandwidth: 1 }),
      "maximumMeanDiscrepancy needs at least 2 observations, got 1",
    );
    refused(
      () => estimateMaximumMeanDiscrepancy(ten, normals(2, 2, "two")),
      "estimateMaximumMeanDiscrepancy needs at least 3 rows of data, got 2 × 2",
    );
    for (const bandwidth of [0, -1, Number.NaN, Infinity, "wide" as never]) {
      refused(
        () => maximumMeanDiscrepancy(ten, ten, { bandwidth }),
        `maximumMeanDiscrepancy needs bandwidth to be "median" or a number above 0, got ${bandwidth}`,
      );
    }
    refused(
      () => maximumMeanDiscrepancy([1, 1, 1], [1, 1], { bandwidth: "median" }),
      "maximumMeanDiscrepancy needs points whose median distance is above 0: at least half of all pairs coincide. " +
        "Give the bandwidth as a number, in data units",
    );
    expect(maximumMeanDiscrepancy([1, 1, 1], [1, 1], { bandwidth: 1 })).toBe(0);
  });
});

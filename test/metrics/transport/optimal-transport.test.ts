import fc from "fast-check";
import { expect, test } from "vitest";
import { type Points, pointsFrom } from "../../../lib/data/points";
import type { Cloud } from "../../../lib/metrics/clouds";
import {
  type OptimalTransportOptions,
  optimalCoupling,
  optimalTransport,
} from "../../../lib/metrics/transport/optimal-transport";
import { wasserstein1, wasserstein2 } from "../../../lib/metrics/wasserstein";
import { createRandom } from "../../../lib/random/create-random";
import golden from "../../golden/transport.json";

/** Multiples of 1/1000: points that differ do so by more than rounding. */
const coordinate = fc.integer({ min: -100_000, max: 100_000 }).map((thousandths) => thousandths / 1000);
const cloud = (rows: fc.Arbitrary<number>, columns: number) =>
  rows.chain((count) =>
    fc
      .array(fc.array(coordinate, { minLength: columns, maxLength: columns }), {
        minLength: count,
        maxLength: count,
      })
      .map((points) => pointsFrom(points)),
  );
const few = cloud(fc.integer({ min: 1, max: 5 }), 2);
const some = cloud(fc.integer({ min: 1, max: 14 }), 3);

function normals(rows: number, columns: number, seed: string, shift = 0): Points {
  const values = createRandom(seed).fillNormal(new Float64Array(rows * columns), shift);
  return { values, rows, columns };
}

function costOf(x: Points, i: number, y: Points, j: number, order: number): number {
  let square = 0;
  for (let c = 0; c < x.columns; c++)
    square += (x.values[i * x.columns + c]! - y.values[j * x.columns + c]!) ** 2;
  return Math.sqrt(square) ** order;
}

test.each(golden.exact)("equals POT's emd2, order $order", ({ x, y, order, weights, distance }) => {
  const options = weights === null ? { order } : { order, xWeights: weights[0]!, yWeights: weights[1]! };
  const found = optimalTransport(pointsFrom(x), pointsFrom(y), options);
  expect(Math.abs(found / distance - 1)).toBeLessThan(1e-9);
});

/** Every permutation is tried. */
function byTrial(x: Points, y: Points, order: number): number {
  const best = (i: number, free: readonly number[]): number =>
    i === x.rows
      ? 0
      : Math.min(
          ...free.map(
            (j) =>
              costOf(x, i, y, j, order) +
              best(
                i + 1,
                free.filter((other) => other !== j),
              ),
          ),
        );
  return (
    (best(
      0,
      Array.from({ length: y.rows }, (_, j) => j),
    ) /
      x.rows) **
    (1 / order)
  );
}

test("is the best of all permutations", () => {
  fc.assert(
    fc.property(few, few, fc.constantFrom(1, 2, 3), (x, other, order) => {
      const rows = Math.min(x.rows, other.rows);
      const [a, b] = [x, other].map(({ values }) => ({
        values: values.slice(0, 2 * rows),
        rows,
        columns: 2,
      })) as [Points, Points];
      expect(optimalTransport(a, b, { order })).toBeCloseTo(byTrial(a, b, order), 9);
    }),
  );
});

/** Largest gain that any pair still promises, by potentials found from the plan alone (Bellman–Ford). */
function largestViolation(
  x: Points,
  y: Points,
  order: number,
  { from, to }: { from: Int32Array; to: Int32Array },
) {
  // Optimal where no cycle of moves and counter-moves gains: shortest ways from every point stay finite.
  const potential = new Float64Array(x.rows + y.rows);
  const relax = (): number => {
    let largest = 0;
    const lower = (node: number, value: number): void => {
      largest = Math.max(largest, potential[node]! - value);
      potential[node] = Math.min(potential[node]!, value);
    };
    for (let i = 0; i < x.rows; i++) {
      for (let j = 0; j < y.rows; j++) lower(x.rows + j, potential[i]! + costOf(x, i, y, j, order));
    }
    from.forEach((i, move) => {
      lower(i, potential[x.rows + to[move]!]! - costOf(x, i, y, to[move]!, order));
    });
    return largest;
  };
  let violation = 0;
  for (let round = 0; round <= x.rows + y.rows; round++) violation = relax();
  return violation;
}

test.each([
  [60, 60, 2],
  [60, 60, 1],
  [50, 70, 2],
])("plans carry each point's mass, and none is better: %i and %i points, order %i", (n, m, order) => {
  const [x, y] = [normals(n, 2, "plan x"), normals(m, 2, "plan y", 1)];
  const { distance, from, to, masses } = optimalCoupling(x, y, { order });
  const [sent, received] = [new Float64Array(n), new Float64Array(m)];
  let cost = 0;
  masses.forEach((mass, move) => {
    sent[from[move]!]! += mass;
    received[to[move]!]! += mass;
    cost += mass * costOf(x, from[move]!, y, to[move]!, order);
  });
  for (const mass of sent) expect(mass).toBeCloseTo(1 / n, 12);
  for (const mass of received) expect(mass).toBeCloseTo(1 / m, 12);
  expect(distance).toBeCloseTo(cost ** (1 / order), 12);
  expect(distance).toBe(optimalTransport(x, y, { order }));
  expect(masses.length).toBeLessThanOrEqual(n === m ? n : n + m - 1);
  expect(largestViolation(x, y, order, { from, to })).toBeLessThan(1e-11);
});

test("in one dimension equals the distance of the quantiles, for numbers and for points", () => {
  const sample = fc.array(coordinate, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(sample, sample, (x, y) => {
      expect(optimalTransport(x, y, { order: 1 })).toBeCloseTo(wasserstein1(x, y), 8);
      expect(optimalTransport(x, pointsFrom(y.map((value) => [value])))).toBeCloseTo(wasserstein2(x, y), 8);
    }),
  );
  // Along a line in the plane the pivots have to find what the order gives in one dimension.
  const [x, y] = [normals(200, 1, "line x"), normals(150, 1, "line y", 2)];
  const along = ({ values, rows }: Points): Points => ({
    values: Float64Array.from(
      { length: 2 * rows },
      (_, at) => values[at >> 1]! * (at % 2 === 0 ? -0.6 : 0.8),
    ),
    ...{ rows, columns: 2 },
  });
  expect(optimalTransport(along(x), along(y))).toBeCloseTo(wasserstein2(x.values, y.values), 10);
});

test("is a metric: zero on the same points in any order, symmetric, with the triangle inequality", () => {
  fc.assert(
    fc.property(some, some, some, fc.constantFrom(1, 2), (x, y, z, order) => {
      const distance = (a: Cloud, b: Cloud) => optimalTransport(a, b, { order });
      const reversed = pointsFrom(
        Array.from({ length: x.rows }, (_, row) =>
          Array.from(x.values.subarray((x.rows - 1 - row) * 3, (x.rows - row) * 3)),
        ),
      );
      expect(distance(x, reversed)).toBe(0);
      expect(distance(x, y)).toBeCloseTo(distance(y, x), 8);
      expect(distance(x, z)).toBeLessThanOrEqual(distance(x, y) + distance(y, z) + 1e-8);
    }),
  );
});

test("weights are what repeating points does, and points without weight are not there", () => {
  const x = pointsFrom([
    [0, 0],
    [1, 2],
    [5, 5],
  ]);
  const repeated = pointsFrom([
    [0, 0],
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  const y = normals(7, 2, "weights");
  const weighted = optimalCoupling(x, y, { order: 1, xWeights: [2, 6, 0] });
  expect(weighted.distance).toBeCloseTo(optimalTransport(repeated, y, { order: 1 }), 12);
  expect(weighted.from).not.toContain(2);
  const later = optimalCoupling(
    y,
    pointsFrom([
      [5, 5],
      [0, 0],
      [1, 2],
    ]),
    { order: 1, yWeights: [0, 1, 3] },
  );
  expect(later.distance).toBeCloseTo(weighted.distance, 12);
  expect(new Set(later.to)).toEqual(new Set([1, 2]));
});

test("ties, coinciding points and constant columns are no difficulty", () => {
  const grid = pointsFrom(Array.from({ length: 100 }, (_, at) => [at % 10, Math.floor(at / 10)]));
  const shifted = { ...grid, values: grid.values.map((value, at) => value + (at % 2 === 0 ? 1 : 0)) };
  expect(optimalTransport(grid, shifted, { order: 1 })).toBeCloseTo(1, 12);
  expect(optimalTransport(grid, shifted, { order: 2 })).toBeCloseTo(1, 12);
  const one = pointsFrom(Array(30).fill([3, 4]));
  expect(optimalTransport(one, pointsFrom(Array(20).fill([0, 0])))).toBeCloseTo(5, 12);
  expect(optimalTransport(one, one)).toBe(0);
});

test.each([1e-200, 1e-8, 1e8, 1e200])("scales with the data and ignores where they lie: %f", (scale) => {
  const [x, y] = [normals(40, 2, "scale x"), normals(40, 2, "scale y", 1)];
  const scaled = ({ values, ...rest }: Points): Points => ({
    values: values.map((value) => value * scale),
    ...rest,
  });
  expect(optimalTransport(scaled(x), scaled(y)) / scale / optimalTransport(x, y)).toBeCloseTo(1, 10);
});

test("an outlier far away does not blur the rest", () => {
  const far = [1e9, -1e9];
  const rows = ({ values, rows: count }: Points) =>
    Array.from({ length: count }, (_, row) => [values[2 * row]!, values[2 * row + 1]!]);
  const [x, y] = [normals(60, 2, "outlier x"), normals(60, 2, "outlier y", 1)];
  const withOutlier = optimalTransport(pointsFrom([far, ...rows(x)]), pointsFrom([...rows(y), far]), {
    order: 1,
  });
  expect(withOutlier).toBeCloseTo((optimalTransport(x, y, { order: 1 }) * 60) / 61, 6);
});

test("large problems, whose costs are not kept, end at the optimum too", () => {
  const [x, shift] = [normals(2100, 2, "large"), [3, -4]];
  const y = { ...x, values: x.values.map((value, at) => value + shift[at % 2]!).reverse() };
  const turned = { ...y, values: y.values.map((_, at) => y.values[at ^ 1]!) }; // rows in reverse order
  expect(optimalTransport(x, turned)).toBeCloseTo(5, 9);
});

test("refuses what makes no transport problem", () => {
  const x = pointsFrom([
    [0, 0],
    [1, 1],
  ]);
  const refused = (a: unknown, b: unknown, options: OptimalTransportOptions, message: string): void => {
    for (const [name, call] of Object.entries({ optimalTransport, optimalCoupling })) {
      expect(() => call(a as Cloud, b as Cloud, options)).toThrow(`${name} ${message}`);
    }
  };
  refused([], [1], {}, "needs at least 1 observations, got 0");
  refused([1], [Number.NaN], {}, "needs finite numbers: observation 0 is NaN");
  refused(x, undefined, {}, "needs an array of numbers or a Float64Array, got undefined");
  refused(
    x,
    { ...x, values: Float64Array.of(0, 1, 2, Number.NaN) },
    {},
    "needs finite numbers: row 1, column 1 is NaN",
  );
  refused(x, [1, 2], {}, "needs points of the same dimensions, got 2 and 1 columns");
  refused(x, x, { order: 0.5 }, "needs an order of at least 1, such as 1 or 2, got 0.5");
  refused(x, x, { xWeights: [1] }, "needs a weight for each point: xWeights has 1, not 2");
  refused(x, x, { yWeights: [1, -1] }, "needs weights that are finite and not negative: yWeights[1] is -1");
  refused(
    x,
    x,
    { yWeights: [1, Number.NaN] },
    "needs weights that are finite and not negative: yWeights[1] is NaN",
  );
  refused(x, x, { xWeights: [0, 0] }, "needs weights with a finite sum above 0: that of xWeights is 0");
  refused(
    [-1.7e308],
    [1.7e308],
    {},
    "needs distances below 1.8e308: divide all coordinates by a large number",
  );
  const many = normals(10_001, 2, "many");
  refused(
    many,
    many,
    {},
    "needs at most 1e8 pairs of points, got 10001 × 10001. Take fewer points, or sinkhornDistance",
  );
});

test("one point against many is the mean over them", () => {
  const many = pointsFrom([
    [3, 4],
    [0, 0],
    [6, 8],
  ]);
  expect(optimalTransport(pointsFrom([[0, 0]]), many, { order: 1 })).toBeCloseTo(5, 14);
  expect(optimalTransport(many, pointsFrom([[0, 0]]), { order: 2 })).toBeCloseTo(Math.sqrt(125 / 3), 14);
});

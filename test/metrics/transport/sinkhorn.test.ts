import { expect, test } from "vitest";
import { type Points, pointsFrom } from "../../../lib/data/points";
import { optimalTransport } from "../../../lib/metrics/transport/optimal-transport";
import { sinkhornDistance, sinkhornDivergence } from "../../../lib/metrics/transport/sinkhorn";
import { sinkhornPotentials } from "../../../lib/metrics/transport/sinkhorn-potentials";
import { createRandom } from "../../../lib/random/create-random";
import golden from "../../golden/transport.json";

function normals(rows: number, columns: number, seed: string, shift = 0): Points {
  const values = createRandom(seed).fillNormal(new Float64Array(rows * columns), shift);
  return { values, rows, columns };
}

test.each(golden.entropic)(
  "equals POT's sinkhorn_log, order $order, regularization $regularization",
  (expected) => {
    const { x, y, order, regularization, weights, distance, divergence } = expected;
    const options = {
      ...{ order, regularization, tolerance: 1e-13, maximumIterations: 100_000 },
      ...(weights === null ? {} : { xWeights: weights[0]!, yWeights: weights[1]! }),
    };
    const [a, b] = [pointsFrom(x), pointsFrom(y)];
    expect(Math.abs(sinkhornDistance(a, b, options) / distance - 1)).toBeLessThan(1e-9);
    expect(Math.abs(sinkhornDivergence(a, b, options) / divergence - 1)).toBeLessThan(1e-9);
  },
);

test("two points: the plan is known in closed form", () => {
  // Costs 0 on the diagonal and 1 off it: the share that moves is 1/(1 + e^(1/ε)).
  const options = { regularization: 0.5, order: 1, tolerance: 1e-14 };
  expect(sinkhornDistance([0, 1], [0, 1], options)).toBeCloseTo(1 / (1 + Math.exp(2)), 12);
  expect(sinkhornDistance([0], [2, 4], { regularization: 1, order: 1 })).toBeCloseTo(3, 12);
});

test("falls to the exact distance with the regularization, from above", () => {
  const [x, y] = [normals(30, 2, "limit x"), normals(40, 2, "limit y", 1)];
  const exact = optimalTransport(x, y);
  const found = [1, 0.3, 0.1].map((regularization) => sinkhornDistance(x, y, { regularization }));
  expect(found[0]!).toBeGreaterThan(found[1]!);
  expect(found[1]!).toBeGreaterThan(found[2]!);
  expect(found[2]!).toBeGreaterThan(exact);
  expect(found[2]! / exact).toBeLessThan(1.03);
});

test("far clouds and small regularizations neither overflow nor vanish", () => {
  const [x, y] = [normals(20, 2, "far x"), normals(20, 2, "far y", 1000)];
  const options = { regularization: 0.5, tolerance: 1e-4, maximumIterations: 100_000 };
  expect(sinkhornDistance(x, y, options) / optimalTransport(x, y)).toBeCloseTo(1, 5);
  const outlier = pointsFrom([
    [0, 0],
    [1, 0],
    [1e4, 0],
  ]);
  expect(
    sinkhornDistance(
      outlier,
      pointsFrom([
        [0, 1],
        [1, 1],
        [1e4, 1],
      ]),
      { regularization: 1e-3 },
    ),
  ).toBeCloseTo(1, 6);
});

test("the divergence vanishes between equal clouds and is positive, symmetric otherwise; units are those of cost", () => {
  const [x, y] = [normals(25, 2, "zero x"), normals(35, 2, "zero y", 0.2)];
  const options = { regularization: 0.5, tolerance: 1e-10 };
  expect(sinkhornDivergence(x, x, options)).toBe(0);
  const divergence = sinkhornDivergence(x, y, options);
  expect(divergence).toBeGreaterThan(0.001);
  expect(sinkhornDivergence(y, x, options)).toBeCloseTo(divergence, 9);
  const tenfold = ({ values, ...rest }: Points): Points => ({
    values: values.map((value) => 10 * value),
    ...rest,
  });
  const scaled = sinkhornDivergence(tenfold(x), tenfold(y), { ...options, regularization: 50 });
  expect(scaled / divergence).toBeCloseTo(100, 6);
});

test("the divergence of a shifted copy is the shift squared, whatever the regularization", () => {
  const x = normals(30, 2, "shift");
  const y = { ...x, values: x.values.map((value, at) => value + (at % 2 === 0 ? 3 : 4)) };
  for (const regularization of [0.5, 5]) {
    expect(sinkhornDivergence(x, y, { regularization, tolerance: 1e-11 })).toBeCloseTo(25, 6);
  }
});

test("with much regularization only the means count for order 2, and half the energy distance for order 1", () => {
  const options = { regularization: 1e5, tolerance: 1e-13 };
  // Means 2 and 5; energy distance 2·E|x − y| − E|x − x′| − E|y − y′| = 2·3 − 2 − 1.
  expect(sinkhornDivergence([0, 4], [4, 6], options)).toBeCloseTo(9, 3);
  expect(sinkhornDivergence([0, 4], [4, 6], { ...options, order: 1 })).toBeCloseTo((2 * 3 - 2 - 1) / 2, 3);
});

test("a kernel too large to keep gives what a kept one gives", () => {
  // 2100 × 2100 is computed row by row; each point fourfold against 525 is the same problem.
  const fourfold = (points: Points): Points => {
    const values = new Float64Array(8 * points.rows);
    for (let copy = 0; copy < 4; copy++) values.set(points.values, copy * points.values.length);
    return { values, rows: 4 * points.rows, columns: 2 };
  };
  const [x, y] = [normals(525, 2, "large x"), normals(525, 2, "large y", 1)];
  const options = { regularization: 5 };
  const kept = sinkhornDistance(x, y, options);
  expect(sinkhornDistance(fourfold(x), fourfold(y), options) / kept).toBeCloseTo(1, 7);
});

test("marginals of the plan are the weights", () => {
  const [x, y] = [normals(10, 2, "marginal x"), normals(15, 2, "marginal y", 1)];
  const random = createRandom("marginal weights");
  const drawn = (count: number): Float64Array => {
    const weights = Float64Array.from({ length: count }, () => random.exponential());
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  const [xWeights, yWeights] = [drawn(10), drawn(15)];
  const problem = { x, y, xWeights, yWeights, order: 1, regularization: 0.3 };
  const stops = { tolerance: 1e-12, maximumIterations: 5000 };
  const { ofX, ofY } = sinkhornPotentials("test", problem, stops);
  const plan = (i: number, j: number): number => {
    const [dx, dy] = [x.values[2 * i]! - y.values[2 * j]!, x.values[2 * i + 1]! - y.values[2 * j + 1]!];
    return xWeights[i]! * yWeights[j]! * Math.exp((ofX[i]! + ofY[j]! - Math.hypot(dx, dy)) / 0.3);
  };
  xWeights.forEach((weight, i) => {
    expect(yWeights.reduce((sum, _, j) => sum + plan(i, j), 0)).toBeCloseTo(weight, 11);
  });
  yWeights.forEach((weight, j) => {
    expect(xWeights.reduce((sum, _, i) => sum + plan(i, j), 0)).toBeCloseTo(weight, 11);
  });
});

test("says when it did not converge, and refuses what is out of range", () => {
  const [x, y] = [normals(20, 2, "slow x"), normals(20, 2, "slow y", 1)];
  for (const [name, call] of Object.entries({ sinkhornDistance, sinkhornDivergence })) {
    expect(() => call(x, y, { regularization: 0.01, maximumIterations: 3 })).toThrow(
      /did not converge: after 3 iterations the masses are off by [\d.e-]+ in sum, the tolerance is 0.000001\. Raise regularization/,
    );
    const refused = (options: object, message: string): void =>
      expect(() => call(x, y, options as { regularization: number })).toThrow(`${name} needs ${message}`);
    refused({}, "a regularization above 0, such as a twentieth of a typical cost, got undefined");
    refused({ regularization: 0 }, "a regularization above 0");
    refused({ regularization: 1, order: 0 }, "an order of at least 1");
    refused({ regularization: 1, tolerance: -1 }, "tolerance to be a finite number of at least 0, got -1");
    refused(
      { regularization: 1, maximumIterations: 0 },
      "maximumIterations to be a whole number of at least 1",
    );
    refused({ regularization: 1, xWeights: [1, 2] }, "a weight for each point: xWeights has 2, not 20");
    expect(() => call(x, [1], { regularization: 1 })).toThrow(`${name} needs points of the same dimensions`);
    expect(() => call([], [1], { regularization: 1 })).toThrow(
      `${name} needs at least 1 observations, got 0`,
    );
  }
});

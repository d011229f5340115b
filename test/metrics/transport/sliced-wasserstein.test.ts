import fc from "fast-check";
import { expect, test } from "vitest";
import { type Points, pointsFrom } from "../../../lib/data/points";
import { optimalTransport } from "../../../lib/metrics/transport/optimal-transport";
import { randomDirections, slicedCosts } from "../../../lib/metrics/transport/sliced-costs";
import {
  estimateSlicedWasserstein,
  slicedWasserstein,
} from "../../../lib/metrics/transport/sliced-wasserstein";
import { wasserstein2 } from "../../../lib/metrics/wasserstein";
import { createRandom } from "../../../lib/random/create-random";
import golden from "../../golden/transport.json";

function normals(rows: number, columns: number, seed: string, shift = 0): Points {
  const values = createRandom(seed).fillNormal(new Float64Array(rows * columns), shift);
  return { values, rows, columns };
}

test.each(golden.sliced)("equals POT's for the same directions, order $order", (expected) => {
  const { x, y, order, directions, costs, distance } = expected;
  const found = slicedCosts(pointsFrom(x), pointsFrom(y), pointsFrom(directions), order);
  found.forEach((cost, at) => {
    expect(Math.abs(cost / costs[at]! - 1)).toBeLessThan(1e-9);
  });
  const mean = found.reduce((sum, cost) => sum + cost, 0) / found.length;
  expect(Math.abs(mean ** (1 / order) / distance - 1)).toBeLessThan(1e-9);
});

test("directions are uniform on the sphere: unit length, mean 0, second moments 1/columns", () => {
  const [count, columns] = [20_000, 3];
  const { values } = randomDirections(count, columns, createRandom("directions"));
  for (let row = 0; row < 100; row++)
    expect(Math.hypot(...values.subarray(3 * row, 3 * row + 3))).toBeCloseTo(1, 14);
  for (let c = 0; c < columns; c++) {
    const own = values.filter((_, at) => at % columns === c);
    // In three dimensions a coordinate is uniform on [−1, 1] (Archimedes): compare its distribution function.
    const sorted = own.sort();
    const largest = sorted.reduce(
      (most, value, i) => Math.max(most, Math.abs((value + 1) / 2 - i / count)),
      0,
    );
    expect(largest * Math.sqrt(count)).toBeLessThan(2); // Kolmogorov: exceeded with probability 0.0007
  }
});

test.each([1, 2, 3])(
  "of a shift is its mean over directions, within the stated standard error (%i)",
  (seed) => {
    const x = normals(200, 4, "shift");
    const y = { ...x, values: x.values.map((value, at) => value + (at % 4 === 0 ? 3 : 0)) };
    const second = estimateSlicedWasserstein(x, y, { projections: 500 }, createRandom(seed));
    expect(Math.abs(second.measured - 3 / Math.sqrt(4))).toBeLessThan(4 * second.standardError);
    expect(second.replicates).toBe(500);
    const first = estimateSlicedWasserstein(x, y, { projections: 500, order: 1 }, createRandom(seed));
    // The mean of |θ₁| on the sphere in four dimensions is 4/(3π).
    expect(Math.abs(first.measured - (3 * 4) / (3 * Math.PI))).toBeLessThan(4 * first.standardError);
  },
);

test("the stated standard error is the spread over directions", () => {
  const [x, y] = [normals(50, 3, "spread x"), normals(60, 3, "spread y", 0.7)];
  const estimates = Array.from({ length: 400 }, (_, r) =>
    estimateSlicedWasserstein(x, y, { projections: 60 }, createRandom(r)),
  );
  const mean = estimates.reduce((sum, { measured }) => sum + measured, 0) / 400;
  const variance = estimates.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / 399;
  const stated = estimates.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / 400;
  expect(Math.abs(stated / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 400) + 0.05);
  expect(slicedWasserstein(x, y, { projections: 60 }, createRandom(0))).toBe(estimates[0]!.measured);
});

test("in one dimension every direction gives the exact distance", () => {
  const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 90 });
  fc.assert(
    fc.property(numbers, numbers, (x, y) => {
      const { measured, standardError } = estimateSlicedWasserstein(
        x,
        y,
        { projections: 3 },
        createRandom(1),
      );
      expect(measured).toBeCloseTo(wasserstein2(x, y), 8);
      expect(standardError).toBeLessThan(1e-8);
    }),
    { numRuns: 50 },
  );
});

test("is at most the exact distance, 0 on the same points, and scales with the data", () => {
  const [x, y] = [normals(40, 3, "below x"), normals(40, 3, "below y", 0.5)];
  for (const order of [1, 2, 2.5]) {
    const sliced = (a: Points, b: Points) =>
      slicedWasserstein(a, b, { order, projections: 40 }, createRandom(2));
    expect(sliced(x, y)).toBeLessThan(optimalTransport(x, y, { order }));
    expect(sliced(x, x)).toBe(0);
    for (const scale of [1e-200, 1e200]) {
      const [a, b] = [x, y].map((cloud) => ({
        ...cloud,
        values: cloud.values.map((value) => scale * value),
      }));
      expect(sliced(a!, b!) / scale / sliced(x, y)).toBeCloseTo(1, 10);
    }
  }
  expect(estimateSlicedWasserstein(x, x, {}, createRandom(1)).standardError).toBe(0);
});

test("refuses empty clouds, numbers that are not finite, other dimensions, and options out of range", () => {
  const x = normals(5, 2, "refused");
  const random = createRandom(1);
  const refused = (call: () => unknown, message: string): void => expect(call).toThrow(message);
  refused(
    () => slicedWasserstein([], x, {}, random),
    "slicedWasserstein needs at least 1 observations, got 0",
  );
  refused(
    () => slicedWasserstein(x, [1], {}, random),
    "slicedWasserstein needs points of the same dimensions, got 2 and 1",
  );
  refused(
    () => slicedWasserstein(x, { ...x, values: x.values.map(() => Number.NaN) }, {}, random),
    "slicedWasserstein needs finite numbers: row 0, column 0 is NaN",
  );
  refused(
    () => slicedWasserstein(x, x, { projections: 0 }, random),
    "slicedWasserstein needs projections to be a whole number of at least 1",
  );
  refused(
    () => estimateSlicedWasserstein(x, x, { projections: 1 }, random),
    "estimateSlicedWasserstein needs projections to be a whole number of at least 2",
  );
  refused(
    () => slicedWasserstein(x, x, { order: Number.NaN }, random),
    "slicedWasserstein needs an order of at least 1",
  );
});

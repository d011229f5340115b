import { describe, expect, test } from "vitest";
import type { Points } from "../../lib/data/points";
import { drawCircles, drawMoons } from "../../lib/data/shapes";
import { createRandom } from "../../lib/random/create-random";

const rowsOf = ({ values, rows }: Points) =>
  Array.from({ length: rows }, (_, row) => [values[2 * row]!, values[2 * row + 1]!] as const);
const count = 40_000;

/** Whether a share of `count` is one half, within five standard errors. */
function expectHalf(share: number): void {
  expect(Math.abs(share - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(count));
}

describe.each([1, 2, 3])("seed %i", (seed) => {
  test("circles: points lie evenly on two circles when there is no noise", () => {
    const rows = rowsOf(drawCircles(count, { noise: 0, factor: 0.5 }, createRandom(seed)));
    const radii = rows.map(([x, y]) => Math.hypot(x, y));
    for (const radius of radii)
      expect(Math.min(Math.abs(radius - 1), Math.abs(radius - 0.5))).toBeLessThan(1e-12);
    expectHalf(radii.filter((radius) => radius < 0.75).length / count);
    for (const half of [0, 1]) expectHalf(rows.filter((point) => point[half]! > 0).length / count);
  });

  test("moons: points lie evenly on two half circles when there is no noise", () => {
    const rows = rowsOf(drawMoons(count, { noise: 0 }, createRandom(seed)));
    const upper = rows.filter(([x, y]) => Math.abs(Math.hypot(x, y) - 1) < 1e-12 && y >= 0);
    const lower = rows.filter(([x, y]) => Math.abs(Math.hypot(x - 1, y - 0.5) - 1) < 1e-12 && y <= 0.5);
    expect(upper.length + lower.length).toBeGreaterThanOrEqual(count);
    expectHalf(lower.length / count);
    expect(Math.abs(upper.reduce((sum, [x]) => sum + x, 0) / upper.length)).toBeLessThan(
      5 * Math.sqrt(1 / count),
    );
  });

  test("noise has the standard deviation asked for", () => {
    const [clean, noisy] = [0, 0.2].map((noise) => drawCircles(count, { noise }, createRandom(seed)).values);
    const squares = noisy!.reduce((sum, value, i) => sum + (value - clean![i]!) ** 2, 0) / noisy!.length;
    expect(Math.abs(squares / 0.04 - 1)).toBeLessThan(5 * Math.sqrt(2 / noisy!.length));
  });
});

test("bad input is refused by name", () => {
  const random = createRandom(1);
  expect(() => drawMoons(0, {}, random)).toThrow(
    "drawMoons needs a whole number of points, at least 1, got 0",
  );
  expect(() => drawCircles(1, { noise: -1 }, random)).toThrow(
    "drawCircles needs a finite standard deviation of its noise, at least 0, got -1",
  );
});

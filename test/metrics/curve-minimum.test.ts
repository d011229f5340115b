import { describe, expect, test } from "vitest";
import { curveMinimum } from "../../lib/metrics/curve-minimum";
import { createRandom } from "../../lib/random/create-random";

const random = createRandom("curve minimum");
const x = Array.from({ length: 10 }, (_, i) => 0.4 + i / 20);

describe("curveMinimum", () => {
  test("finds the minimum of a polynomial exactly, whatever its height", () => {
    const curve = x.map((value) => 5 + 3 * (value - 0.61) ** 2 + (value - 0.61) ** 4);
    const { measured, standardError } = curveMinimum(x, [curve, curve, curve]);
    expect(measured).toBeCloseTo(0.61, 7);
    expect(standardError).toBeLessThan(1e-7);
  });

  test("its standard error is the spread of repeated measurements", () => {
    const places = Array.from({ length: 300 }, (_, repeat) => {
      const stream = random.fork(repeat);
      const curves = Array.from({ length: 30 }, () =>
        x.map((value) => (value - 0.6) ** 2 * 8 + 0.2 * stream.normal()),
      );
      return curveMinimum(x, curves, { degree: 2 });
    });
    const mean = places.reduce((sum, { measured }) => sum + measured, 0) / 300;
    const spread = Math.sqrt(places.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / 299);
    const stated = places.reduce((sum, { standardError }) => sum + standardError, 0) / 300;
    expect(stated / spread).toBeGreaterThan(0.85);
    expect(stated / spread).toBeLessThan(1.2);
    expect(Math.abs(mean - 0.6)).toBeLessThan(4 * (spread / Math.sqrt(300)) + 0.002);
  });

  test.each<[string, number[], number[][], object, string]>([
    [
      "a curve that falls",
      [0, 1, 2],
      Array(3).fill([3, 2, 1]),
      { degree: 2 },
      "got the lowest point at 2, an end",
    ],
    ["few x", [0, 1, 2], Array(3).fill([3, 2, 1]), {}, "more x than it, got degree 4 and 3 x"],
    ["x that fall", [0, 2, 1], Array(3).fill([3, 2, 1]), { degree: 2 }, "x that increase, got 0, 2, 1"],
    ["two replicates", [0, 1, 2], Array(2).fill([3, 2, 3]), { degree: 2 }, "at least 3 replicates, got 2"],
    ["other lengths", [0, 1, 2], Array(3).fill([3, 2]), { degree: 2 }, "curves of 3 numbers, got one of 2"],
  ])("refuses %s", (_, places, curves, options, message) => {
    expect(() => curveMinimum(places, curves, options)).toThrow(message);
  });
});

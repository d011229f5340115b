import { expect, test } from "vitest";
import { chiSquaredTail } from "../../lib/metrics/chi-squared-tail";
import golden from "../golden/chi-squared-tail.json";

test("equals SciPy's chi2.sf, far into the tail", () => {
  for (const { value, degreesOfFreedom, tail } of golden) {
    expect(chiSquaredTail(value, degreesOfFreedom) / tail).toBeCloseTo(1, 10);
  }
});

test("two degrees of freedom give exp(−x/2), and the ends are 1 and 0", () => {
  expect(chiSquaredTail(3, 2)).toBeCloseTo(Math.exp(-1.5), 14);
  expect(chiSquaredTail(0, 3)).toBe(1);
  expect(chiSquaredTail(Infinity, 3)).toBe(0);
});

test("refuses a negative value and degrees of freedom that are not positive", () => {
  expect(() => chiSquaredTail(-1, 2)).toThrow(new RangeError("chiSquaredTail needs a value ≥ 0, got -1"));
  expect(() => chiSquaredTail(Number.NaN, 2)).toThrow("chiSquaredTail needs a value ≥ 0, got NaN");
  expect(() => chiSquaredTail(1, 0)).toThrow(
    new RangeError("chiSquaredTail needs positive degrees of freedom, got 0"),
  );
});

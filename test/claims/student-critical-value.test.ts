import { expect, test } from "vitest";
import { studentCriticalValue } from "../../lib/claims/student-critical-value";
import golden from "../golden/student-critical-value.json";

test("equals SciPy's t.isf(norm.sf(k), degreesOfFreedom)", () => {
  for (const { standardErrors, degreesOfFreedom, value } of golden) {
    expect(studentCriticalValue(standardErrors, degreesOfFreedom) / value).toBeCloseTo(1, 7);
  }
});

test("refuses standard errors outside (0, 6]", () => {
  for (const bad of [0, -1, 7, Number.NaN]) {
    expect(() => studentCriticalValue(bad, 5)).toThrow(
      new RangeError(`studentCriticalValue needs standardErrors in (0, 6], got ${bad}`),
    );
  }
});

test("refuses degrees of freedom that are not whole and positive", () => {
  for (const bad of [0, 1.5, Number.NaN]) {
    expect(() => studentCriticalValue(4, bad)).toThrow(
      new RangeError(`studentCriticalValue needs whole degrees of freedom ≥ 1, got ${bad}`),
    );
  }
});

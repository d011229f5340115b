import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMeasurement, formatNumber } from "../../lib/claims/format";

test("numbers show at most four significant digits and no trailing zeros", () => {
  const cases: [number, string][] = [
    [536.3, "536.3"],
    [0.34867844, "0.3487"],
    [2, "2"],
    [0, "0"],
    [-0, "0"],
    [Math.PI ** 2 / 6, "1.645"],
    [25250, "25250"],
    [999949, "999900"],
    [999960, "1e6"],
    [1.234e7, "1.234e7"],
    [0.000012345, "1.234e-5"],
    [-0.5, "-0.5"],
  ];
  for (const [value, text] of cases) expect(formatNumber(value)).toBe(text);
});

test("a measurement shows two digits of its error and the value to the same place", () => {
  const cases: [number, number, string][] = [
    [0.348712, 0.00213, "0.3487 ± 0.0021"],
    [536.31, 12.4, "536 ± 12"],
    [1.5, 0.0996, "1.50 ± 0.10"],
    [123456, 1500, "123500 ± 1500"],
    [-0.0001, 0.05, "0.000 ± 0.050"],
    [0.3, 0, "0.3"],
    [3.2e-11, 1.5e-12, "3.2e-11 ± 1.5e-12"],
  ];
  for (const [value, error, text] of cases) expect(formatMeasurement(value, error)).toBe(text);
});

test("what is shown is the number, to the digits shown", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (value) => {
      expect(Math.abs(Number(formatNumber(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 5.1e-4);
    }),
  );
});

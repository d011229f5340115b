import { expect, test } from "vitest";
import { normalQuantile } from "../../lib/random/normal-quantile";
import { readGolden } from "../fitters/helpers";

const { cases } = readGolden<{ cases: { probability: number; quantile: number }[] }>("normal-quantile");

test.each(cases)("equals SciPy's at $probability", ({ probability, quantile }) => {
  expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThanOrEqual(2e-15 * Math.abs(quantile));
});

test("is odd about one half", () => {
  for (const p of [0.001, 0.2, 0.45]) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 12);
});

test.each([0, 1, -0.1, 1.5, Number.NaN])("refuses %s", (probability) => {
  expect(() => normalQuantile(probability)).toThrow(
    `normalQuantile needs a probability between 0 and 1, both excluded, got ${probability}`,
  );
});

import { describe, expect, test } from "vitest";
import { concatenate } from "../../lib/data/collection";
import type { LabelledPoints } from "../../lib/data/points";
import { leastSquares } from "../../lib/fitters/linear-regression/fit";
import {
  addMoments,
  fitRegressionMoments,
  regressionMoments,
} from "../../lib/fitters/linear-regression/moments";
import { createRandom } from "../../lib/random/create-random";
import { blobs, expectClose } from "./helpers";

const random = createRandom("regression moments");

function rows(count: number, label: string): LabelledPoints {
  const stream = random.fork(label);
  const points = blobs([[1, -2, 0]], count, stream);
  return { points, targets: stream.fillNormal(new Float64Array(count)) };
}

describe("regression moments", () => {
  test("give the coefficients of the rows, with and without ridge and weights", () => {
    const data = rows(23, "rows");
    const weighted = { ...data, weights: random.fork("weights").fillUniform(new Float64Array(23)) };
    for (const one of [data, weighted]) {
      for (const ridge of [0, 3]) {
        const expected = Array.from(leastSquares(one, ridge, false).coefficients);
        expectClose(fitRegressionMoments(regressionMoments(one), { ridge }).coefficients, expected, 1e-12);
      }
    }
    expect(regressionMoments(weighted).rows).toBeCloseTo(
      weighted.weights.reduce((a, b) => a + b),
      12,
    );
  });

  test("of two data sets add up to those of both, counted with weights", () => {
    const [a, b] = [rows(9, "first"), rows(14, "second")];
    const halved = { ...b, weights: new Float64Array(14).fill(0.5) };
    const added = addMoments([regressionMoments(a), regressionMoments(b)], [1, 0.5]);
    const expected = leastSquares(concatenate<LabelledPoints>([a, halved]), 0, false).coefficients;
    expectClose(fitRegressionMoments(added).coefficients, Array.from(expected), 1e-12);
    expect(added.rows).toBe(16);
  });

  test("refuse what cannot be solved or added", () => {
    const few = regressionMoments(rows(2, "few"));
    expect(() => fitRegressionMoments(few)).toThrow(
      "fitRegressionMoments needs moments of 3 linearly independent columns: draw more rows or set a positive ridge",
    );
    expect(fitRegressionMoments(few, { ridge: 1 }).coefficients).toHaveLength(3);
    expect(() => fitRegressionMoments(few, { ridge: -1 })).toThrow(
      "ridge to be a finite number of at least 0",
    );
    expect(() => addMoments([])).toThrow("got columns none and 0 weights");
    expect(() => addMoments([few], [1, 2])).toThrow("got columns 3 and 2 weights");
    const one = { rows: 1, gram: Float64Array.of(1), products: Float64Array.of(1) };
    expect(() => addMoments([few, one])).toThrow(
      "equally many columns and a weight for each, got columns 3, 1",
    );
  });
});

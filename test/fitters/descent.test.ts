import { describe, expect, test } from "vitest";
import { recoveredByDescent } from "../../lib/claims/closed-forms/three-errors";
import { cosineBasis } from "../../lib/data/cosine-basis";
import { pointsFrom } from "../../lib/data/points";
import { fitLinearRegressionByDescent } from "../../lib/fitters/linear-regression/descent";
import { fitLinearRegression } from "../../lib/fitters/linear-regression/fit";
import { createRandom } from "../../lib/random/create-random";
import { blobs, expectClose } from "./helpers";

const basis = cosineBasis(50, 4);
const targets = createRandom("descent").fillNormal(new Float64Array(50));

describe("fitLinearRegressionByDescent", () => {
  test.each([1, 7, 40])(
    "on orthonormal columns recovers 1 − (1 − ηs²)^k of least squares (k = %i)",
    (steps) => {
      const scales = [1, 0.7, 0.3, 0.1];
      const exact = fitLinearRegression(basis, targets).coefficients;
      const { coefficients } = fitLinearRegressionByDescent(basis, targets, {
        steps,
        learningRate: 0.5,
        scales,
      });
      expectClose(
        coefficients,
        scales.map((scale, j) => exact[j]! * recoveredByDescent(steps, 0.5, scale)),
        1e-12,
      );
    },
  );

  test("many steps on correlated columns end at least squares", () => {
    const points = blobs([[1, 0.5, -1]], 50, createRandom("columns"));
    const { coefficients, residualVariance } = fitLinearRegressionByDescent(points, targets, {
      steps: 5000,
      learningRate: 0.2,
    });
    const exact = fitLinearRegression(points, targets);
    expectClose(coefficients, [...exact.coefficients], 1e-9);
    expect(residualVariance).toBeCloseTo(exact.residualVariance, 10);
  });

  test("bad input is refused by name", () => {
    const descend = (options: object) => () =>
      fitLinearRegressionByDescent(basis, targets, { steps: 5, learningRate: 0.5, ...options });
    expect(descend({ steps: 0 })).toThrow(
      "gradient descent needs steps to be a whole number of at least 1, got 0",
    );
    expect(descend({ learningRate: 0 })).toThrow(
      "gradient descent needs a positive, finite learningRate, got 0",
    );
    expect(descend({ scales: [1, 2] })).toThrow(
      "gradient descent needs one finite scale for each of 4 columns, got [1, 2]",
    );
    expect(descend({ steps: 4000, learningRate: 3 })).toThrow(
      "gradient descent diverged within 4000 steps of 3 on 50 rows: lower learningRate",
    );
    expect(() =>
      fitLinearRegressionByDescent(pointsFrom([[1], [2]]), [1], { steps: 1, learningRate: 1 }),
    ).toThrow("fitLinearRegressionByDescent needs one target a row, got 1 targets for 2 rows");
  });
});

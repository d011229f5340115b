import { describe, expect, test } from "vitest";
import { fitRegressionMoments, regressionMoments } from "../../lib/fitters/linear-regression/moments";
import { linearModelTestError } from "../../lib/metrics/linear-model-test-error";
import { meanAndStandardError } from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";
import {
  sampleRegression,
  sampleRegressionMoments,
  shiftedCoefficients,
} from "../../lib/samplers/regression-source";
import { productOfFactor, sampleWishartFactor } from "../../lib/samplers/wishart";

const random = createRandom("regression source");
const source = { coefficients: [1, -2, 0.5], noiseStandardDeviation: 0.7 };

function expectMean(values: readonly number[], expected: number): void {
  const { measured, standardError } = meanAndStandardError(values);
  expect(Math.abs(measured - expected)).toBeLessThan(4.5 * standardError);
}

function repeat<Value>(label: string, times: number, draw: (stream: typeof random) => Value): Value[] {
  return Array.from({ length: times }, (_, r) => draw(random.fork(label).fork(r)));
}

describe("sampleWishartFactor", () => {
  test.each([3, 8, 5000])("has the moments of XᵀX, %d degrees of freedom", (n) => {
    const products = repeat(`wishart ${n}`, 4000, (stream) =>
      productOfFactor(sampleWishartFactor(n, 3, stream), 3),
    );
    for (const at of [0, 4, 8]) {
      expectMean(
        products.map((product) => product[at]!),
        n,
      );
      expectMean(
        products.map((product) => (product[at]! - n) ** 2),
        2 * n,
      );
    }
    for (const at of [3, 6, 7]) {
      expectMean(
        products.map((product) => product[at]!),
        0,
      );
      expectMean(
        products.map((product) => product[at]! ** 2),
        n,
      );
    }
    // E[S₁₁ S₂₂ − S₁₂²] = n(n − 1)
    expectMean(
      products.map((p) => p[0]! * p[4]! - p[3]! ** 2),
      n * (n - 1),
    );
  });

  test("with fewer rows than dimensions is singular, with none zero", () => {
    const products = repeat("singular", 3000, (stream) =>
      productOfFactor(sampleWishartFactor(1, 2, stream), 2),
    );
    for (const [a, , c, d] of products)
      expect(Math.abs(a! * d! - c! ** 2)).toBeLessThan(1e-9 * (1 + a! * d!));
    expectMean(
      products.map((product) => product[3]!),
      1,
    );
    expectMean(
      products.map((product) => product[2]! ** 2),
      1,
    );
    expect(sampleWishartFactor(0, 2, random)).toEqual(new Float64Array(4));
  });

  test("refuses counts that are none", () => {
    expect(() => sampleWishartFactor(2.5, 3, random)).toThrow("degreesOfFreedom to be a whole number");
    expect(() => sampleWishartFactor(2, 0, random)).toThrow("dimensions to be a whole number of at least 1");
  });
});

describe("sampleRegression and sampleRegressionMoments", () => {
  const samplers = {
    rows: (count: number, stream: typeof random) =>
      regressionMoments(sampleRegression(source, count, stream)),
    moments: (count: number, stream: typeof random) => sampleRegressionMoments(source, count, stream),
  };

  test.each(Object.entries(samplers))(
    "%s: means and variances of Xᵀy are those of the source",
    (name, draw) => {
      const moments = repeat(name, 4000, (stream) => draw(7, stream));
      const squaredLength = 1 + 4 + 0.25;
      source.coefficients.forEach((coefficient, i) => {
        expectMean(
          moments.map(({ products }) => products[i]!),
          7 * coefficient,
        );
        // Var(x y) = ‖w‖² + w² + σ² for one row
        const variance = 7 * (squaredLength + coefficient ** 2 + 0.49);
        expectMean(
          moments.map(({ products }) => (products[i]! - 7 * coefficient) ** 2),
          variance,
        );
      });
      // E[S₁₁ (Xᵀy)₁] = w₁ E[S₁₁²] = w₁ (n² + 2n)
      expectMean(
        moments.map(({ gram, products }) => gram[0]! * products[0]!),
        63,
      );
      expect(moments[0]!.rows).toBe(7);
    },
  );

  test.each(Object.entries(samplers))("%s: least squares errs by σ²d/(n − d − 1)", (name, draw) => {
    const errors = repeat(`error ${name}`, 3000, (stream) =>
      linearModelTestError(fitRegressionMoments(draw(12, stream)), source.coefficients),
    );
    expectMean(errors, (0.49 * 3) / 8);
  });

  test("refuse bad sources", () => {
    expect(() => sampleRegression({ ...source, coefficients: [NaN] }, 3, random)).toThrow(
      "observation 0 is NaN",
    );
    expect(() => sampleRegression({ ...source, coefficients: [] }, 3, random)).toThrow(
      "at least 1 observations",
    );
    expect(() => sampleRegressionMoments({ ...source, noiseStandardDeviation: -1 }, 3, random)).toThrow(
      "sampleRegressionMoments needs noiseStandardDeviation to be a finite number of at least 0, got -1",
    );
    expect(() => sampleRegressionMoments(source, 1.5, random)).toThrow("count to be a whole number");
  });
});

describe("shiftedCoefficients", () => {
  test("differ by the shift in the mean square of the labels", () => {
    const shifts = repeat("shift", 4000, (stream) =>
      linearModelTestError({ coefficients: shiftedCoefficients([1, 2, 3, 4], 0.3, stream) }, [1, 2, 3, 4]),
    );
    expectMean(shifts, 0.3);
    expectMean(
      shifts.map((shift) => (shift - 0.3) ** 2),
      (2 * 0.3 ** 2) / 4,
    );
  });

  test("refuses a negative shift", () => {
    expect(() => shiftedCoefficients([1], -1, random)).toThrow(
      "labelShift to be a finite number of at least 0",
    );
  });
});

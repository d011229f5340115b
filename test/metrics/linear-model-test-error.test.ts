import { expect, test } from "vitest";
import { linearModelTestError } from "../../lib/metrics/linear-model-test-error";
import { createRandom } from "../../lib/random/create-random";

const covariance = Float64Array.of(2, 1, 1, 3);

test("is the squared distance of the coefficients for independent unit inputs", () => {
  expect(linearModelTestError({ coefficients: [1, 2, 3] }, [1, 0, 6])).toBe(13);
});

test("weighs by the covariance of the inputs; intercept and noise add", () => {
  const options = { covariance, noiseVariance: 0.5 };
  const error = linearModelTestError({ coefficients: [1, 3], intercept: 2 }, [0, 1], options);
  expect(error).toBe(2 + 2 * 2 * 1 + 4 * 3 + 4 + 0.5);
});

test("is the mean squared error on a drawn test set", () => {
  const random = createRandom("linear test error");
  const rows = 40_000;
  const squares = Array.from({ length: rows }, () => {
    const [first, second] = [random.normal(), random.normal()];
    const x = [Math.SQRT2 * first, first / Math.SQRT2 + Math.sqrt(2.5) * second];
    const target = 0.5 * x[0]! - x[1]! + 0.7 * random.normal();
    return (target - (0.3 + 0.9 * x[0]! - 1.2 * x[1]!)) ** 2;
  });
  const mean = squares.reduce((sum, value) => sum + value, 0) / rows;
  const spread = Math.sqrt(squares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  const exact = linearModelTestError({ coefficients: [0.9, -1.2], intercept: 0.3 }, [0.5, -1], {
    covariance,
    noiseVariance: 0.49,
  });
  expect(Math.abs(mean - exact)).toBeLessThan((4 * spread) / Math.sqrt(rows));
});

test("refuses sizes that do not fit and numbers that are not finite", () => {
  expect(() => linearModelTestError({ coefficients: [1] }, [1, 2])).toThrow(
    new RangeError(
      "linearModelTestError needs as many coefficients as true ones, and at least one, got 1 and 2",
    ),
  );
  expect(() => linearModelTestError({ coefficients: [1] }, [1], { covariance })).toThrow(
    new RangeError("linearModelTestError needs a covariance of 1 × 1 = 1 numbers, got 4"),
  );
  expect(() => linearModelTestError({ coefficients: [1] }, [1], { noiseVariance: -1 })).toThrow(
    new RangeError("linearModelTestError needs noiseVariance ≥ 0, got -1"),
  );
  expect(() => linearModelTestError({ coefficients: [Number.NaN] }, [1])).toThrow(
    new RangeError("linearModelTestError needs finite coefficients and covariance, got an error of NaN"),
  );
});

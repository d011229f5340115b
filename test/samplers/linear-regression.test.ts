import { describe, expect, test } from "vitest";
import { type LabelledPoints, pointsFrom } from "../../lib/data/points";
import { fitLinearRegression } from "../../lib/fitters/linear-regression/fit";
import { createRandom } from "../../lib/random/create-random";
import { linearRegression, sampleLinearRegression } from "../../lib/samplers/linear-regression";
import { blobs, expectClose, readGolden } from "../fitters/helpers";
import { type Bins, expectToFollow, seeds } from "../random/goodness-of-fit";

const bins = readGolden<{ kolmogorovLimit: number; normal: Bins }>("random-distributions");
const design = blobs([[0, 0, 0]], 50, createRandom("design"));
const model = { coefficients: Float64Array.of(1, -2, 3), intercept: 0.5, residualVariance: 0 };
const options = { design, noiseStandardDeviation: 0.3 };

function predictionAt(row: number): number {
  return design.values
    .subarray(3 * row, 3 * row + 3)
    .reduce((sum, x, c) => sum + x * model.coefficients[c]!, model.intercept);
}

describe("sampleLinearRegression", () => {
  test.each(seeds)("labels are predictions plus normal noise (seed %s)", (seed) => {
    const { points, targets } = sampleLinearRegression(model, options, 50_000, createRandom(seed));
    expect(points.rows).toBe(50_000);
    const noise = targets.map((target, row) => (target - predictionAt(row % 50)) / 0.3);
    expectToFollow(noise, bins.normal, bins.kolmogorovLimit);
  });

  test("any count: the first rows of the design, or the design over and over", () => {
    const rowsOf = ({ points }: LabelledPoints) => [...points.values];
    const sample = (count: number) => sampleLinearRegression(model, options, count, createRandom(count));
    expect(sample(50).points).toBe(design);
    expect(rowsOf(sample(20))).toEqual([...design.values.subarray(0, 60)]);
    expect(rowsOf(sample(70))).toEqual([...design.values, ...design.values.subarray(0, 60)]);
  });
});

describe("linearRegression family", () => {
  const family = linearRegression(options);
  const random = createRandom("family");

  test("fits by ordinary least squares without intercept", () => {
    const data = family.sample(model, 50, random.fork("data"));
    const fitted = family.fit(data, random);
    expectClose(fitted.coefficients, [...fitLinearRegression(data.points, data.targets).coefficients], 1e-12);
    expect(fitted.intercept).toBe(0);
    expect(family.origin!.arguments).toEqual([options]);
  });

  test("mean excess error of one fit is σ² · trace of (XᵀX)⁻¹ within five standard errors", () => {
    const truth = { ...model, intercept: 0 };
    const errors = Float64Array.from({ length: 2000 }, (_, replicate) => {
      const stream = random.fork(replicate);
      const { coefficients } = family.fit(family.sample(truth, 50, stream), stream);
      return coefficients.reduce((sum, value, c) => sum + (value - model.coefficients[c]!) ** 2, 0);
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / 2000;
    const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / 1999;
    expect(Math.abs(mean - 0.09 * traceOfInverseGram())).toBeLessThan(5 * Math.sqrt(variance / 2000));
  });

  test("log density is that of the noise", () => {
    const data = { points: pointsFrom([[1, 0, 0]]), targets: Float64Array.of(1.5) };
    const peak = -Math.log(0.3) - 0.5 * Math.log(2 * Math.PI);
    expect(family.logDensity!(model, data)[0]).toBeCloseTo(peak, 12);
  });

  test("refuses settings and counts that make no sense", () => {
    expect(() => linearRegression({ design, noiseStandardDeviation: -1 })).toThrow(
      /noiseStandardDeviation.*got -1/,
    );
    expect(() => linearRegression({ ...options, ridge: Number.NaN })).toThrow(/ridge.*got NaN/);
    const empty = { values: new Float64Array(0), rows: 0, columns: 3 };
    expect(() => linearRegression({ ...options, design: empty })).toThrow(
      /at least 1 rows of data, got 0 × 3/,
    );
    expect(() => family.sample(model, 0, random)).toThrow(/number of samples.*at least 1, got 0/);
  });
});

/** Σ over unit targets of the squared pseudo-inverse: the fit of e_r is column r of (XᵀX)⁻¹ Xᵀ. */
function traceOfInverseGram(): number {
  let trace = 0;
  for (let row = 0; row < design.rows; row++) {
    const unit = new Float64Array(design.rows);
    unit[row] = 1;
    trace += fitLinearRegression(design, unit).coefficients.reduce((sum, value) => sum + value * value, 0);
  }
  return trace;
}

import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../../lib/data/points";
import { kernelDensity, kernelLogDensity } from "../../../lib/fitters/kernel-density/density";
import { fitKernelDensity } from "../../../lib/fitters/kernel-density/fit";
import { multivariateKernelsOf } from "../../../lib/fitters/kernel-density/multivariate";
import { multivariateMoments } from "../../../lib/fitters/multivariate-gaussian";
import { createRandom } from "../../../lib/random/create-random";
import { expectClose, readGolden } from "../helpers";

interface Golden {
  readonly sample: number[];
  readonly places: number[];
  readonly univariate: {
    readonly bandwidth: "scott" | "silverman" | number;
    readonly width: number;
    readonly density: number[];
    readonly logDensity: number[];
  }[];
  readonly points: number[][];
  readonly pointPlaces: number[][];
  readonly multivariate: {
    readonly bandwidth: "scott" | "silverman" | number;
    readonly covariance: number[];
    readonly logDensity: number[];
  }[];
}
const golden = readGolden<Golden>("kernel-density");

describe("fitKernelDensity in one dimension", () => {
  test.each(golden.univariate.map((one) => [one.bandwidth, one] as const))(
    "equals SciPy: bandwidth %s",
    (bandwidth, expected) => {
      const model = fitKernelDensity(golden.sample, { bandwidth });
      expectClose([model.bandwidth], [expected.width], 1e-14);
      kernelDensity(model, golden.places).forEach((density, i) => {
        expect(Math.abs(density / expected.density[i]! - 1) || 0).toBeLessThan(1e-11);
      });
      kernelLogDensity(model, golden.places).forEach((logDensity, i) => {
        expect(Math.abs(logDensity - expected.logDensity[i]!)).toBeLessThan(
          1e-12 * Math.max(1, Math.abs(expected.logDensity[i]!)),
        );
      });
    },
  );

  test("takes Scott's rule unless told otherwise, and keeps a copy of the sample", () => {
    const sample = Float64Array.of(1, 2, 4);
    const model = fitKernelDensity(sample);
    expect(model).toEqual(fitKernelDensity(sample, { bandwidth: "scott" }));
    sample[0] = 9;
    expect([...model.centres]).toEqual([1, 2, 4]);
  });

  test.each(["scott", "silverman", 0.5] as const)(
    "with shrink has the mean and variance of the sample: bandwidth %s",
    (bandwidth) => {
      const moments = (values: Float64Array) => {
        const { mean, covariance } = multivariateMoments({ values, rows: values.length, columns: 1 }, false);
        return [mean[0]!, covariance[0]!] as const;
      };
      const [mean, variance] = moments(Float64Array.from(golden.sample));
      const model = fitKernelDensity(golden.sample, { bandwidth, shrink: true });
      const [centre, spread] = moments(model.centres);
      expect(centre).toBeCloseTo(mean, 12);
      expect(spread + model.bandwidth ** 2).toBeCloseTo(variance, 12);
      const plain = fitKernelDensity(golden.sample, { bandwidth });
      const shrinkage = Math.sqrt(1 + plain.bandwidth ** 2 / variance);
      expect(model.bandwidth).toBeCloseTo(plain.bandwidth / shrinkage, 12);
      expect(model.centres[0]).toBeCloseTo(mean + (golden.sample[0]! - mean) / shrinkage, 12);
    },
  );

  test("one observation is a normal density when the bandwidth is a number", () => {
    const model = fitKernelDensity([3], { bandwidth: 2 });
    expectClose(kernelDensity(model, [3, 5]), [0.19947114020071635, 0.12098536225957168], 1e-15);
  });

  test.each<[string, ArrayLike<number>, object, RegExp]>([
    ["nothing", [], { bandwidth: 1 }, /at least 1 observations, got 0/],
    ["one observation with a rule", [1], {}, /at least 2 observations, got 1/],
    ["one observation with shrinkage", [1], { bandwidth: 1, shrink: true }, /at least 2 observations, got 1/],
    [
      "a constant sample",
      [2, 2, 2],
      { bandwidth: "silverman" },
      /varies: all 3 observations are 2.*as a number/,
    ],
    ["a constant sample with shrinkage", [2, 2], { bandwidth: 1, shrink: true }, /varies.*without shrink/],
    ["NaN", [1, Number.NaN], {}, /observation 1 is NaN/],
    ["numbers whose squares overflow", [-1e300, 1e300], {}, /squares are finite\. Rescale them/],
    [
      "an unknown rule",
      [1, 2],
      { bandwidth: "botev" },
      /"scott", "silverman" or a positive number, got "botev"/,
    ],
    ["a bandwidth of 0", [1, 2], { bandwidth: 0 }, /positive number, got 0/],
  ])("refuses %s", (_, sample, options, message) => {
    expect(() => fitKernelDensity(sample, options)).toThrow(RangeError);
    expect(() => fitKernelDensity(sample, options)).toThrow(message);
  });
});

describe("fitKernelDensity in several dimensions", () => {
  const points = pointsFrom(golden.points);
  const places = pointsFrom(golden.pointPlaces);

  test.each(golden.multivariate.map((one) => [one.bandwidth, one] as const))(
    "equals SciPy, and scikit-learn where the bandwidth is a number: %s",
    (bandwidth, expected) => {
      const model = fitKernelDensity(points, { bandwidth });
      expectClose(model.kernelCovariance, expected.covariance, 1e-12);
      expectClose(kernelLogDensity(model, places), expected.logDensity, 1e-11);
      expectClose(kernelDensity(model, places), expected.logDensity.map(Math.exp), 1e-11);
    },
  );

  test("of one column equals the fit of its numbers", () => {
    const column: Points = {
      values: Float64Array.from(golden.sample),
      rows: golden.sample.length,
      columns: 1,
    };
    const at: Points = { values: Float64Array.from(golden.places), rows: golden.places.length, columns: 1 };
    for (const options of [
      {},
      { bandwidth: 0.3 },
      { shrink: true },
      { bandwidth: 0.3, shrink: true },
    ] as const) {
      const several = kernelLogDensity(fitKernelDensity(column, options), at);
      expectClose(
        several,
        [...kernelLogDensity(fitKernelDensity(golden.sample, options), golden.places)],
        1e-12,
      );
    }
  });

  test.each(["scott", 0.6] as const)(
    "with shrink has the covariance of the points: bandwidth %s",
    (bandwidth) => {
      const { mean, covariance } = multivariateMoments(points, false);
      const model = fitKernelDensity(points, { bandwidth, shrink: true });
      const centres = multivariateMoments(model.centres, false);
      expectClose(centres.mean, [...mean], 1e-13);
      const whole = centres.covariance.map((entry, i) => entry + model.kernelCovariance[i]!);
      expectClose(whole, [...covariance], 1e-12);
      expect(model.kernelCovariance[1]).toBeCloseTo(model.kernelCovariance[3]!, 13);
    },
  );

  test("a rule with shrink contracts as in Silverman's formula", () => {
    const factor = 60 ** (-1 / 7) * Math.sqrt(60 / 59);
    const { mean } = multivariateMoments(points, false);
    const { centres } = fitKernelDensity(points, { shrink: true });
    const contracted = points.values.map(
      (value, i) => mean[i % 3]! + (value - mean[i % 3]!) / Math.sqrt(1 + factor ** 2),
    );
    expectClose(centres.values, [...contracted], 1e-13);
  });

  test("far tails have a logarithm where the density is 0", () => {
    const model = fitKernelDensity(points, { bandwidth: 1 });
    const far = pointsFrom([[1e3, 1e3, 1e3]]);
    expect(kernelDensity(model, far)[0]).toBe(0);
    expect(kernelLogDensity(model, far)[0]).toBeLessThan(-1e5);
    expect(kernelLogDensity(model, far)[0]).toBeGreaterThan(-1e7);
  });

  test.each<[string, number[][], object, RegExp]>([
    ["one row with a rule", [[1, 2]], {}, /at least 2 rows of data, got 1 × 2/],
    [
      "points on a line",
      [
        [1, 1],
        [2, 2],
        [4, 4],
      ],
      {},
      /singular.*as a number/s,
    ],
    [
      "a constant column",
      [
        [1, 5],
        [2, 5],
        [4, 5],
      ],
      { bandwidth: "silverman" },
      /vary in every direction/,
    ],
    [
      "a line with shrinkage",
      [
        [1, 1],
        [2, 2],
      ],
      { bandwidth: 1, shrink: true },
      /singular.*without shrink/s,
    ],
  ])("refuses %s", (_, rows, options, message) => {
    expect(() => fitKernelDensity(pointsFrom(rows), options)).toThrow(RangeError);
    expect(() => fitKernelDensity(pointsFrom(rows), options)).toThrow(message);
  });

  test("points on a line are welcome with a number", () => {
    const model = fitKernelDensity(
      pointsFrom([
        [0, 0],
        [2, 2],
      ]),
      { bandwidth: 1 },
    );
    const expected = Math.log((1 + Math.exp(-4)) / 2 / (2 * Math.PI));
    expect(kernelLogDensity(model, pointsFrom([[0, 0]]))[0]).toBeCloseTo(expected, 14);
  });
});

describe("kernelDensity", () => {
  const numbers = fitKernelDensity([1, 2, 4]);
  const points = fitKernelDensity(pointsFrom(golden.points));

  test("refuses other dimensions", () => {
    expect(() => kernelDensity(points, [1] as never)).toThrow(
      /kernelDensity needs points in 3 dimensions like the model's observations, got an array of numbers/,
    );
    expect(() => kernelLogDensity(points, pointsFrom([[1, 2]]))).toThrow(
      /kernelLogDensity needs points in 3 dimensions .* got points in 2/,
    );
    expect(() => kernelDensity(numbers, pointsFrom([[1, 2]]) as never)).toThrow(
      /needs numbers, for a model in one dimension .* got points in 2/,
    );
    expect(() => kernelDensity(numbers, [0, Infinity])).toThrow(/observation 1 is Infinity/);
  });

  test("of no places is empty", () => expect(kernelDensity(numbers, [])).toEqual(new Float64Array(0)));

  test("of a point mass is infinite at the point and 0 elsewhere", () => {
    const model = { centres: Float64Array.of(2, 2), bandwidth: 0 };
    expect([...kernelDensity(model, [2, 2.5])]).toEqual([Infinity, 0]);
  });

  test("does not exist for a kernel without spread in several dimensions", () => {
    const flat = pointsFrom([
      [1, 1],
      [2, 2],
      [4, 4],
    ]);
    const model = multivariateKernelsOf(flat, { bandwidth: "scott", shrink: false });
    expect(() => kernelDensity(model, flat)).toThrow(/kernelDensity needs a kernel that spreads .* singular/);
  });

  test("integrates to one", () => {
    const random = createRandom("integral");
    const model = fitKernelDensity(random.fillNormal(new Float64Array(500)), { bandwidth: 0.1 });
    const grid = Float64Array.from({ length: 4000 }, (_, i) => -10 + i / 200);
    const total = kernelDensity(model, grid).reduce((sum, density) => sum + density / 200, 0);
    expect(total).toBeCloseTo(1, 12); // the trapezoidal rule converges geometrically for sums of normals
  });
});

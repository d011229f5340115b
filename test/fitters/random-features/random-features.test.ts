import { describe, expect, test } from "vitest";
import { oneHot } from "../../../lib/data/one-hot";
import { type Points, pointsFrom } from "../../../lib/data/points";
import {
  drawRandomFeatures,
  type FeatureActivation,
  randomFeatures,
} from "../../../lib/fitters/random-features/features";
import { fitRandomFeatures, randomFeaturePredictions } from "../../../lib/fitters/random-features/fit";
import { fitRidge, ridgePredictions } from "../../../lib/fitters/ridge/fit";
import { createRandom } from "../../../lib/random/create-random";
import { expectClose, readGolden } from "../helpers";

interface GoldenCase {
  readonly activation: FeatureActivation;
  readonly width: number;
  readonly ridge: number;
  readonly weights: number[];
  readonly phases: number[];
  readonly features: number[];
  readonly coefficients: number[];
  readonly predictions: number[];
}
const golden = readGolden<{ points: number[][]; targets: number[][]; cases: GoldenCase[] }>(
  "random-features",
);
const points = pointsFrom(golden.points);
const targets = pointsFrom(golden.targets);

describe("random features with ridge regression", () => {
  test.each(golden.cases.map((one) => [one.activation, one.width, one] as const))(
    "equal NumPy and scikit-learn: %s, width %d",
    (activation, width, expected) => {
      const weights = Float64Array.from(expected.weights);
      const map = { inputs: 5, width, activation, weights, phases: Float64Array.from(expected.phases) };
      const features = randomFeatures(map, points);
      expectClose(features.values, expected.features, 1e-14);
      const readout = fitRidge(features, targets, { ridge: expected.ridge });
      expectClose(readout.coefficients, expected.coefficients, 1e-10);
      expectClose(ridgePredictions(readout, features).values, expected.predictions, 1e-11);
      expectClose(
        randomFeaturePredictions({ features: map, readout }, points).values,
        expected.predictions,
        1e-11,
      );
    },
  );

  test("are drawn and fitted in one go as in steps", () => {
    const model = fitRandomFeatures(points, targets, { width: 40, ridge: 0.1 }, createRandom("one"));
    const map = drawRandomFeatures({ inputs: 5, width: 40 }, createRandom("one"));
    expect(model.features).toEqual(map);
    expect(model.readout).toEqual(fitRidge(randomFeatures(map, points), targets, { ridge: 0.1 }));
  });

  test("learn two classes that no line separates", () => {
    const random = createRandom("rings");
    const ring = (row: number) => (row % 2 === 0 ? 1 : 3);
    const cloud = (rows: number): Points => ({
      values: Float64Array.from({ length: 2 * rows }, (_, i) => {
        const angle = (Math.floor(i / 2) * 2.4) % (2 * Math.PI);
        return (
          ring(Math.floor(i / 2)) * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + 0.1 * random.normal()
        );
      }),
      rows,
      columns: 2,
    });
    const labels = Int32Array.from({ length: 200 }, (_, row) => row % 2);
    const options = { width: 300, activation: "cosine", bandwidth: 1, ridge: 1 } as const;
    const model = fitRandomFeatures(cloud(200), oneHot(labels, 2), options, random);
    const scores = randomFeaturePredictions(model, cloud(100)).values;
    for (let row = 0; row < 100; row++) expect(scores[2 * row + (row % 2)]).toBeGreaterThan(0.5);
  });
});

describe("drawRandomFeatures", () => {
  const width = 40_000;
  const pair = pointsFrom([
    [0.3, -0.5, 1],
    [1, 0.2, 0.4],
  ]);

  /** Mean product of the features of two points, with its standard error. */
  function meanProduct({ values }: Points) {
    const products = Array.from({ length: width }, (_, j) => values[j]! * values[width + j]!);
    const mean = products.reduce((sum, x) => sum + x, 0) / width;
    const variance = products.reduce((sum, x) => sum + (x - mean) ** 2, 0) / width;
    return [mean, Math.sqrt(variance / width)] as const;
  }

  test.each(["a", "b", "c"])("cosines have the Gaussian kernel as their mean product (seed %s)", (seed) => {
    const map = drawRandomFeatures(
      { inputs: 3, width, activation: "cosine", bandwidth: 0.8 },
      createRandom(seed),
    );
    const [mean, standardError] = meanProduct(randomFeatures(map, pair));
    const squaredDistance = 0.7 ** 2 + 0.7 ** 2 + 0.6 ** 2;
    expect(Math.abs(mean - Math.exp(-squaredDistance / (2 * 0.8 ** 2)))).toBeLessThan(4 * standardError);
  });

  test.each(["a", "b", "c"])("ReLUs have the arc-cosine kernel as their mean product (seed %s)", (seed) => {
    const [mean, standardError] = meanProduct(
      randomFeatures(drawRandomFeatures({ inputs: 3, width }, createRandom(seed)), pair),
    );
    const [x, y] = [Math.hypot(0.3, 0.5, 1), Math.hypot(1, 0.2, 0.4)];
    const angle = Math.acos((0.3 - 0.1 + 0.4) / (x * y));
    // Cho and Saul 2009, equation 6, for projections divided by √3.
    const kernel = ((x * y) / 3 / (2 * Math.PI)) * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle));
    expect(Math.abs(mean - kernel)).toBeLessThan(4 * standardError);
  });

  test.each<[string, object, RegExp]>([
    [
      "no inputs",
      { inputs: 0, width: 3 },
      /drawRandomFeatures needs inputs to be a whole number of at least 1, got 0/,
    ],
    ["half a feature", { inputs: 1, width: 0.5 }, /width to be a whole number of at least 1, got 0\.5/],
    [
      "an unknown activation",
      { inputs: 1, width: 1, activation: "tanh" },
      /one of "relu", "cosine", got "tanh"/,
    ],
    ["no bandwidth", { inputs: 1, width: 1, bandwidth: 0 }, /bandwidth to be a positive number, got 0/],
  ])("refuses %s", (_, options, message) => {
    expect(() => drawRandomFeatures(options as never, createRandom(1))).toThrow(RangeError);
    expect(() => drawRandomFeatures(options as never, createRandom(1))).toThrow(message);
  });

  test("randomFeatures refuses other columns", () => {
    const map = drawRandomFeatures({ inputs: 4, width: 2 }, createRandom(1));
    expect(() => randomFeatures(map, pair)).toThrow(
      /randomFeatures needs points with 4 columns like the map, got 3/,
    );
  });
});

describe("fitRidge", () => {
  test("is the same by rows and by columns, for more numbers than a block holds", () => {
    const random = createRandom("large");
    const [rows, columns] = [140, 300];
    const wide = { values: random.fillNormal(new Float64Array(rows * columns)), rows, columns };
    const targets = { values: random.fillNormal(new Float64Array(rows * 2)), rows, columns: 2 };
    const { coefficients } = fitRidge(wide, targets, { ridge: 3 });
    // The gradient vanishes: Xᵀ (Y − X θ) = ridge θ, whichever way θ was found.
    const check = (points: Points, y: Points, theta: Float64Array) => {
      const residuals = ridgePredictions(
        { inputs: points.columns, outputs: 2, coefficients: theta },
        points,
      ).values.map((prediction, i) => y.values[i]! - prediction);
      for (let j = 0; j < points.columns; j++) {
        for (let c = 0; c < 2; c++) {
          let product = 0;
          for (let row = 0; row < points.rows; row++) {
            product += points.values[row * points.columns + j]! * residuals[2 * row + c]!;
          }
          expect(Math.abs(product - 3 * theta[2 * j + c]!)).toBeLessThan(1e-9);
        }
      }
    };
    check(wide, targets, coefficients);
    const tall = {
      values: random.fillNormal(new Float64Array(rows * columns)),
      rows: columns,
      columns: rows,
    };
    const tallTargets = {
      values: random.fillNormal(new Float64Array(columns * 2)),
      rows: columns,
      columns: 2,
    };
    check(tall, tallTargets, fitRidge(tall, tallTargets, { ridge: 3 }).coefficients);
  });

  test.each<[string, number[][], number[][], number, RegExp]>([
    [
      "no ridge",
      [[1]],
      [[1]],
      0,
      /fitRidge needs ridge to be a positive number, got 0\. Without one use fitLinearRegression/,
    ],
    ["other rows", [[1], [2]], [[1]], 1, /a row of targets for each row of points, got 1 for 2 rows/],
    [
      "a lost ridge",
      [
        [1e9, 1e9],
        [2e9, 2e9],
      ],
      [[1], [2]],
      1e-9,
      /1e-9 is lost in rounding\. Raise it/,
    ],
  ])("refuses %s", (_, x, y, ridge, message) => {
    expect(() => fitRidge(pointsFrom(x), pointsFrom(y), { ridge })).toThrow(RangeError);
    expect(() => fitRidge(pointsFrom(x), pointsFrom(y), { ridge })).toThrow(message);
  });

  test("refuses numbers that are not finite, and predicts for columns like the model's alone", () => {
    const broken = { values: Float64Array.of(1, Number.NaN), rows: 2, columns: 1 };
    expect(() => fitRidge(broken, broken, { ridge: 1 })).toThrow(/row 1, column 0 is NaN/);
    const model = { inputs: 2, outputs: 1, coefficients: Float64Array.of(1, 2) };
    expect(() => ridgePredictions(model, pointsFrom([[1]]))).toThrow(
      /points with 2 columns like the model, got 1/,
    );
  });
});

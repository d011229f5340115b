import { describe, expect, test } from "vitest";
import { selectRows } from "../../../lib/data/collection";
import { oneHot } from "../../../lib/data/one-hot";
import { type Points, pointsFrom } from "../../../lib/data/points";
import { classProbabilities, predictClasses } from "../../../lib/fitters/classifiers/class-probabilities";
import {
  fitGaussianClassifier,
  fitGaussianMixtureClassifier,
  type GaussianClassifierOptions,
} from "../../../lib/fitters/classifiers/gaussian-classifier";
import { fitLogisticRegression } from "../../../lib/fitters/classifiers/logistic-regression";
import { createRandom } from "../../../lib/random/create-random";
import { expectClose, readGolden } from "../helpers";

interface Golden {
  readonly points: number[][];
  readonly labels: number[];
  readonly places: number[][];
  readonly logistic: {
    readonly name: string;
    readonly classes: number;
    readonly penalty: number;
    readonly coefficients: number[];
    readonly intercepts: number[];
    readonly probabilities: number[];
  }[];
  readonly discriminant: {
    readonly name: string;
    readonly options: GaussianClassifierOptions;
    readonly probabilities: number[];
  }[];
}
const golden = readGolden<Golden>("classifiers");
const points = pointsFrom(golden.points);
const places = pointsFrom(golden.places);

/** The rows of the golden data whose label is below `classes`. */
function firstClasses(classes: number): [Points, number[]] {
  const rows = Array.from(golden.labels.keys()).filter((row) => golden.labels[row]! < classes);
  return [selectRows(points, Int32Array.from(rows)), rows.map((row) => golden.labels[row]!)];
}

describe("fitLogisticRegression", () => {
  test.each(golden.logistic.map((one) => [one.name, one.penalty, one] as const))(
    "equals scikit-learn: %s, penalty %d",
    (_, penalty, expected) => {
      const [x, labels] = firstClasses(expected.classes);
      const model = fitLogisticRegression(x, labels, { penalty });
      // The one row of coefficients for two classes is that of class 1.
      const zeros = expected.classes === 2 ? [0, 0, 0] : [];
      expectClose(model.coefficients, [...zeros, ...expected.coefficients], 1e-6);
      expectClose(model.intercepts, [...zeros.slice(2), ...expected.intercepts], 1e-6);
      expectClose(classProbabilities(model, places).values, expected.probabilities, 1e-6);
    },
  );

  test.each([2, 3])(
    "has a gradient of zero, and the likelihood of its probabilities: %d classes",
    (classes) => {
      const [x, labels] = firstClasses(classes);
      const model = fitLogisticRegression(x, labels, { penalty: 0.5 });
      const { values } = classProbabilities(model, x);
      const errors = oneHot(labels, classes).values.map((one, i) => values[i]! - one);
      for (let k = 1; k < classes; k++) {
        for (let j = 0; j <= 3; j++) {
          let slope = j < 3 ? 0.5 * model.coefficients[3 * k + j]! : 0;
          for (let row = 0; row < x.rows; row++) {
            slope += errors[row * classes + k]! * (j < 3 ? x.values[3 * row + j]! : 1);
          }
          expect(Math.abs(slope)).toBeLessThan(1e-9);
        }
      }
      const likelihood = labels.reduce(
        (sum, label, row) => sum + Math.log(values[row * classes + label]!),
        0,
      );
      expect(model.meanLogLikelihood).toBeCloseTo(likelihood / labels.length, 13);
    },
  );

  test("columns in any unit give the same probabilities, in few steps", () => {
    const units = [1e-6, 1, 1e5];
    const scaled = { ...points, values: points.values.map((x, i) => x * units[i % 3]!) };
    const [plain, other] = [points, scaled].map((x) => fitLogisticRegression(x, golden.labels));
    expectClose(
      classProbabilities(other!, scaled).values,
      [...classProbabilities(plain!, points).values],
      1e-7,
    );
    expect(other!.iterations).toBeLessThan(20);
  });

  test("a column of zeros has no coefficient", () => {
    const model = fitLogisticRegression(
      pointsFrom([
        [0, 0],
        [0, 1],
        [0, 2],
        [0, 3],
      ]),
      [0, 1, 0, 1],
    );
    expect(model.coefficients[2]).toBe(0);
    expect(model.coefficients[3]).toBeGreaterThan(0);
  });

  test("recovers the coefficients that made the labels within five standard errors", () => {
    const random = createRandom("logistic");
    const rows = 20_000;
    const x = { values: random.fillNormal(new Float64Array(rows)), rows, columns: 1 };
    const labels = x.values.map((value) => (random.next() < 1 / (1 + Math.exp(0.5 - 1.5 * value)) ? 1 : 0));
    const { coefficients, intercepts } = fitLogisticRegression(x, labels);
    let [information, slope] = [0, 0];
    for (const value of x.values) {
      const probability = 1 / (1 + Math.exp(0.5 - 1.5 * value));
      information += probability * (1 - probability);
      slope += probability * (1 - probability) * value ** 2;
    }
    // The two are correlated: these bounds without their covariance are a little too narrow, five allows for it.
    expect(Math.abs(coefficients[1]! - 1.5)).toBeLessThan(5 / Math.sqrt(slope));
    expect(Math.abs(intercepts[1]! + 0.5)).toBeLessThan(5 / Math.sqrt(information));
  });

  const line = pointsFrom([[0], [1], [2], [3]]);
  test.each<[string, Points, number[], object, RegExp]>([
    [
      "separated classes",
      line,
      [0, 0, 1, 1],
      {},
      /classes that overlap, or a penalty: .*Set a positive penalty/,
    ],
    [
      "classes that only a tie keeps apart",
      pointsFrom([[0], [1], [1], [2]]),
      [0, 0, 1, 1],
      {},
      /positive penalty/,
    ],
    [
      "one separated class of three",
      pointsFrom([[0], [1], [2], [3], [9], [10]]),
      [0, 1, 0, 1, 2, 2],
      {},
      /penalty/,
    ],
    ["one class", line, [0, 0, 0, 0], {}, /needs at least 2 classes, but every label is 0/],
    ["a class without rows", line, [0, 2, 0, 2], {}, /at least 1 row of every class, but class 1 has 0/],
    ["a class that is announced alone", line, [0, 1, 0, 1], { classes: 3 }, /but class 2 has 0/],
    ["millions of classes", line, [0, 1, 0, 5e9], {}, /but class 2 has 0/],
    ["half a label", line, [0, 1, 0.5, 1], {}, /whole labels from 0 up: label 2 is 0\.5/],
    ["a label beyond", line, [0, 1, 2, 1], { classes: 2 }, /from 0 to 1 \(classes − 1\): label 2 is 2/],
    ["too few labels", line, [0, 1], {}, /a label for each row, got 2 for 4 rows/],
    [
      "a negative penalty",
      line,
      [0, 1, 0, 1],
      { penalty: -1 },
      /penalty to be a finite number of at least 0/,
    ],
    ["no steps", line, [0, 1, 0, 1], { maximumIterations: 0 }, /maximumIterations to be a whole number/],
    [
      "too few steps",
      line,
      [0, 1, 0, 1],
      { maximumIterations: 1, penalty: 1e-3 },
      /more than 1 iterations here/,
    ],
    [
      "numbers that are not finite",
      { values: Float64Array.of(1, Number.NaN), rows: 2, columns: 1 },
      [0, 1],
      {},
      /row 1, column 0 is NaN/,
    ],
  ])("refuses %s", (_, x, labels, options, message) => {
    expect(() => fitLogisticRegression(x, labels, options)).toThrow(RangeError);
    expect(() => fitLogisticRegression(x, labels, options)).toThrow(message);
  });

  test("a penalty fits separated classes", () => {
    const model = fitLogisticRegression(line, [0, 0, 1, 1], { penalty: 1 });
    expect([...predictClasses(model, line)]).toEqual([0, 0, 1, 1]);
  });
});

describe("fitGaussianClassifier", () => {
  test.each(golden.discriminant.map((one) => [one.name, one] as const))(
    "equals scikit-learn: %s",
    (_, { options, probabilities }) => {
      const model = fitGaussianClassifier(points, golden.labels, options);
      expectClose(classProbabilities(model, places).values, probabilities, 1e-9);
    },
  );

  test("by default takes the shares of the labels, and divides by n", () => {
    const model = fitGaussianClassifier(pointsFrom([[0], [2], [4], [6], [5]]), [0, 0, 1, 1, 1]);
    expect(model.priors).toEqual([0.4, 0.6]);
    expect(model.densities.map(({ means }) => means[0]![0])).toEqual([1, 5]);
    expect(model.densities[1]!.covariances[0]![0]![0]).toBeCloseTo(4 / 5, 14);
    const own = fitGaussianClassifier(pointsFrom([[0], [2], [4], [6], [5]]), [0, 0, 1, 1, 1], {
      covariance: "own",
    });
    expect(own.densities[1]!.covariances[0]![0]![0]).toBeCloseTo(2 / 3, 14);
  });

  test("a class of prior 0 is never predicted", () => {
    const model = fitGaussianClassifier(points, golden.labels, { priors: [0.5, 0.5, 0] });
    const { values } = classProbabilities(model, places);
    for (let row = 0; row < places.rows; row++) expect(values[3 * row + 2]).toBe(0);
  });

  const flat = pointsFrom([
    [0, 0],
    [1, 1],
    [2, 0],
    [3, 1],
  ]);
  test.each<[string, Points, number[], GaussianClassifierOptions, RegExp]>([
    ["a class of one row", flat, [0, 0, 0, 1], {}, /at least 2 rows of every class, but class 1 has 1/],
    [
      "an own covariance that is singular",
      flat,
      [0, 0, 1, 1],
      { covariance: "own" },
      /class 0's covariance is singular/,
    ],
    [
      "a shared one",
      flat,
      [0, 0, 1, 1],
      {},
      /the classes' covariance is singular\. Set a positive regularization/,
    ],
    ["other priors", flat, [0, 0, 1, 1], { priors: [1] }, /priors that are 2 shares with sum 1, got 1/],
    ["priors beyond 1", flat, [0, 0, 1, 1], { priors: [1, 1] }, /shares with sum 1, got 1, 1/],
    [
      "an unknown covariance",
      flat,
      [0, 0, 1, 1],
      { covariance: "tied" as never },
      /one of "shared", "own", got "tied"/,
    ],
    [
      "a negative regularization",
      flat,
      [0, 0, 1, 1],
      { regularization: -1 },
      /regularization to be a finite/,
    ],
  ])("refuses %s", (_, x, labels, options, message) => {
    expect(() => fitGaussianClassifier(x, labels, options)).toThrow(RangeError);
    expect(() => fitGaussianClassifier(x, labels, options)).toThrow(message);
  });

  test("a regularization helps a singular covariance", () => {
    const model = fitGaussianClassifier(flat, [0, 0, 1, 1], { covariance: "own", regularization: 0.1 });
    expect([...predictClasses(model, flat)]).toEqual([0, 0, 1, 1]);
  });
});

describe("fitGaussianMixtureClassifier", () => {
  const random = createRandom("mixture classifier");
  // Class 0 sits left and right of class 1: no single normal tells them apart, two do.
  const x = pointsFrom(
    Array.from({ length: 300 }, (_, row) => [[-4, 0, 4][row % 3]! + 0.5 * random.normal()]),
  );
  const labels = Int32Array.from({ length: 300 }, (_, row) => (row % 3 === 1 ? 1 : 0));

  test("tells apart what has two places", () => {
    const model = fitGaussianMixtureClassifier(x, labels, { components: 2 }, random.fork("fit"));
    expect(predictClasses(model, x)).toEqual(labels);
    expect(model.densities[0]!.means.map(([mean]) => Math.round(mean!)).sort()).toEqual([-4, 4]);
  });

  test("with one component is the classifier with own covariances", () => {
    const options = { components: 1, regularization: 0 };
    const mixtures = fitGaussianMixtureClassifier(x, labels, options, random.fork("one"));
    const normals = fitGaussianClassifier(x, labels, { covariance: "own" });
    const expected = classProbabilities(normals, x).values;
    expectClose(classProbabilities(mixtures, x).values, [...expected], 1e-9);
  });

  test("refuses what its parts refuse", () => {
    const three = pointsFrom([[0], [1], [2], [3]]);
    expect(() => fitGaussianMixtureClassifier(three, [0, 0, 1, 1], { components: 3 }, random)).toThrow(
      /fitGaussianMixture needs at least as many rows as components/,
    );
    expect(() => fitGaussianMixtureClassifier(three, [0, 0, 0, 1], { components: 1 }, random)).toThrow(
      /fitGaussianMixtureClassifier needs at least 2 rows of every class/,
    );
  });
});

test("classProbabilities refuses other columns", () => {
  const model = fitGaussianClassifier(points, golden.labels);
  expect(() => classProbabilities(model, pointsFrom([[1]]))).toThrow(
    /classProbabilities needs points with 3 columns like the model, got 1/,
  );
});

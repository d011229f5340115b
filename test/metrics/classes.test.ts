import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { classEntropy, estimateClassEntropy, meanPredictiveEntropy } from "../../lib/metrics/class-entropy";
import { classShares, estimateClassShares, rarestClassShare } from "../../lib/metrics/class-shares";
import { disappearanceOrder } from "../../lib/metrics/disappearance-order";
import { createRandom } from "../../lib/random/create-random";

const labelled = fc.integer({ min: 1, max: 10 }).chain((classes) =>
  fc.tuple(
    fc.constant(classes),
    fc.array(fc.nat(classes - 1), { minLength: 1, maxLength: 60 }).map((labels) => Int32Array.from(labels)),
  ),
);

describe("class shares", () => {
  test("are counts over the number of labels", () => {
    fc.assert(
      fc.property(labelled, ([classes, labels]) => {
        const shares = classShares(labels, classes);
        expect(shares).toHaveLength(classes);
        shares.forEach((share, label) => {
          expect(share).toBe(labels.filter((other) => other === label).length / labels.length);
        });
        expect(estimateClassShares(labels, classes).map(({ measured }) => measured)).toEqual([...shares]);
        expect(rarestClassShare(shares)).toBe(Math.min(...shares));
        expect(classEntropy(shares)).toBe(estimateClassEntropy(labels, classes).measured);
      }),
    );
  });

  test("of a class that did not occur have a standard error", () => {
    expect(estimateClassShares(Int32Array.of(0, 0, 0, 0), 2)[1]!.standardError).toBeGreaterThan(0.1);
  });
});

describe("class entropy", () => {
  test("is ln k for k equal shares and 0 for one class", () => {
    expect(classEntropy(Array(10).fill(0.1))).toBeCloseTo(Math.log(10), 14);
    expect(classEntropy([0, 1, 0])).toBe(0);
    expect(classEntropy([0.5, 0.25, 0.25])).toBeCloseTo(1.5 * Math.LN2, 14);
  });

  test("grows when shares are mixed with equal ones, and lies between 0 and ln k", () => {
    fc.assert(
      fc.property(labelled, ([classes, labels]) => {
        const shares = classShares(labels, classes);
        const mixed = shares.map((share) => 0.7 * share + 0.3 / classes);
        expect(classEntropy(mixed)).toBeGreaterThanOrEqual(classEntropy(shares) - 1e-12);
        expect(classEntropy(mixed)).toBeLessThanOrEqual(Math.log(classes) + 1e-12);
      }),
    );
  });

  test("states its standard error: the spread over 600 sets of labels", () => {
    const random = createRandom("entropy");
    const estimates = Array.from({ length: 600 }, () =>
      estimateClassEntropy(
        Int32Array.from({ length: 800 }, () => Math.floor(4 * random.next() ** 3)),
        4,
      ),
    );
    const mean = estimates.reduce((sum, { measured }) => sum + measured, 0) / 600;
    const spread = Math.sqrt(estimates.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / 599);
    const stated = estimates.reduce((sum, { standardError }) => sum + standardError, 0) / 600;
    // A standard deviation over 600 is known to 1/√1200; two per cent for higher orders.
    expect(Math.abs(stated / spread - 1)).toBeLessThan(4 / Math.sqrt(1200) + 0.02);
    const shares = [0, 1, 2, 3].map((label) => Math.cbrt((label + 1) / 4) - Math.cbrt(label / 4));
    const truth = classEntropy(shares) - 3 / 1600;
    expect(Math.abs(mean - truth)).toBeLessThan(4 * (spread / Math.sqrt(600)) + 1e-5);
  });
});

describe("predictive entropy", () => {
  test("averages the entropy of rows", () => {
    const probabilities = pointsFrom([
      [1, 0],
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const { measured, standardError } = meanPredictiveEntropy(probabilities);
    expect(measured).toBeCloseTo((2 * Math.LN2) / 3, 15);
    expect(standardError).toBeCloseTo(Math.LN2 / 3, 15);
  });

  test("takes rows in single precision, refuses logits", () => {
    const row = Array.from({ length: 7 }, () => Math.fround(1 / 7));
    expect(meanPredictiveEntropy(pointsFrom([row, row])).measured).toBeCloseTo(Math.log(7), 6);
    const refused = (points: Points, got: string) =>
      expect(() => meanPredictiveEntropy(points)).toThrow(
        new RangeError(
          `meanPredictiveEntropy needs rows of probabilities that sum to 1: row 1 has ${got}. ` +
            "Apply the softmax to logits first",
        ),
      );
    refused(
      pointsFrom([
        [0.5, 0.5],
        [1.5, -0.5],
      ]),
      "a probability of -0.5",
    );
    refused(
      pointsFrom([
        [0.5, 0.5],
        [0.5, 0.25],
      ]),
      "a sum of 0.75",
    );
    expect(() => meanPredictiveEntropy(pointsFrom([[1]]))).toThrow(
      new RangeError("meanPredictiveEntropy needs at least 2 rows of data, got 1 × 1"),
    );
  });
});

describe("the order of disappearance", () => {
  test("is the first generation from which on a class is below the threshold", () => {
    const shares = [
      [0.4, 0.3, 0.2, 0.1],
      [0.5, 0.45, 0.01, 0.04],
      [0.6, 0.28, 0.12, 0],
      [0.95, 0.04, 0.01, 0],
    ];
    expect(disappearanceOrder(shares, { threshold: 0.05 })).toEqual([null, 3, 3, 1]);
    expect(disappearanceOrder(shares, { threshold: 0.11 })).toEqual([null, 3, 3, 0]);
    expect(disappearanceOrder(shares, { threshold: 0.04 })).toEqual([null, null, 3, 2]);
  });

  test("names every class that is below at the end, and a generation after its last stay", () => {
    const runs = fc.integer({ min: 1, max: 4 }).chain((classes) =>
      fc.array(
        fc
          .array(fc.integer({ min: 0, max: 5 }), { minLength: classes, maxLength: classes })
          .map((counts) => counts.map((count) => count + 0.01))
          .map((counts) => counts.map((count) => count / counts.reduce((a, b) => a + b))),
        { minLength: 1, maxLength: 8 },
      ),
    );
    fc.assert(
      fc.property(runs, fc.double({ min: 0.001, max: 1, noNaN: true }), (shares, threshold) => {
        disappearanceOrder(shares, { threshold }).forEach((generation, label) => {
          const gone = shares.map((row) => row[label]! < threshold);
          if (generation === null) expect(gone.at(-1)).toBe(false);
          else {
            expect(gone.slice(generation)).not.toContain(false);
            expect(gone[generation - 1] ?? false).toBe(false);
          }
        });
      }),
    );
  });

  test("refuses no generations, other classes and thresholds that mean nothing", () => {
    const refused = (shares: number[][], threshold: number, message: string) =>
      expect(() => disappearanceOrder(shares, { threshold })).toThrow(
        new RangeError(`disappearanceOrder needs ${message}`),
      );
    refused([], 0.1, "the shares of at least one generation, got none");
    refused(
      [[1], [0.5, 0.5]],
      0.1,
      "the same classes in every generation: generation 0 has 1, generation 1 has 2",
    );
    refused([[1], [0.5]], 0.1, "probabilities that sum to 1, got a sum of 0.5. Divide each by the sum");
    refused([[1]], 0, "a threshold above 0, at most 1, got 0");
    refused([[1]], Number.NaN, "a threshold above 0, at most 1, got NaN");
  });
});

test.each(Object.entries({ classShares, estimateClassShares, estimateClassEntropy }))(
  "%s refuses labels that are no classes",
  (name, count) => {
    const refused = (labels: Int32Array, classes: number, message: string) =>
      expect(() => count(labels, classes)).toThrow(new RangeError(`${name} needs ${message}`));
    refused(Int32Array.of(0, 3), 3, "labels from 0 to 2: label 1 is 3");
    refused(Int32Array.of(-1), 3, "labels from 0 to 2: label 0 is -1");
    refused(new Int32Array(0), 3, "at least one label, got none");
    refused(Int32Array.of(0), 0, "classes to be a whole number of at least 1, got 0");
    expect(() => count([0, 1] as never, 2)).toThrow(
      new TypeError(`${name} needs labels in an Int32Array, got a value of type object`),
    );
  },
);

test("classEntropy and rarestClassShare refuse what are no shares", () => {
  for (const [name, measure] of Object.entries({ classEntropy, rarestClassShare })) {
    expect(() => measure([0.5, 0.4])).toThrow(
      new RangeError(`${name} needs probabilities that sum to 1, got a sum of 0.9. Divide each by the sum`),
    );
    expect(() => measure([])).toThrow(
      new RangeError(`${name} needs an array with at least one probability, got none`),
    );
  }
});

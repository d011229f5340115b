import { describe, expect, test } from "vitest";
import { halfLife } from "../../lib/metrics/half-life";
import { incompleteBeta } from "../../lib/metrics/incomplete-beta";
import {
  betaUpperTail,
  gaussianUpperTail,
  mixtureUpperTail,
  paretoUpperTail,
  studentTUpperTail,
  tailThreshold,
  uniformUpperTail,
} from "../../lib/metrics/upper-tail";
import { readGolden } from "../random/goodness-of-fit";

type Rows = readonly (readonly number[])[];
const golden =
  readGolden<Record<"gaussian" | "student" | "pareto" | "uniform" | "beta" | "incomplete", Rows>>(
    "upper-tail",
  );

const tails: [string, Rows, (...values: number[]) => number][] = [
  [
    "Gaussian",
    golden.gaussian,
    (mean, standardDeviation, x) => gaussianUpperTail({ mean, standardDeviation }, x),
  ],
  [
    "Student's t",
    golden.student,
    (location, scale, degreesOfFreedom, x) => studentTUpperTail({ location, scale, degreesOfFreedom }, x),
  ],
  ["Pareto", golden.pareto, (minimum, shape, x) => paretoUpperTail({ minimum, shape }, x)],
  ["uniform", golden.uniform, (minimum, maximum, x) => uniformUpperTail({ minimum, maximum }, x)],
  ["beta", golden.beta, (alpha, beta, x) => betaUpperTail({ alpha, beta }, x)],
  ["incomplete beta", golden.incomplete, incompleteBeta],
];

describe("upper tails", () => {
  test.each(tails)("%s: are SciPy's", (_, rows, tail) => {
    for (const row of rows) {
      const [expected, value] = [row.at(-1)!, tail(...row.slice(0, -1))];
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
    }
  });

  test("of what no longer varies are 0 or 1", () => {
    for (const tail of [
      (x: number) => gaussianUpperTail({ mean: 2, standardDeviation: 0 }, x),
      (x: number) => studentTUpperTail({ location: 2, scale: 0, degreesOfFreedom: 3 }, x),
      (x: number) => paretoUpperTail({ minimum: 2, shape: Infinity }, x),
      (x: number) => uniformUpperTail({ minimum: 2, maximum: 2 }, x),
    ]) {
      expect([1, 3].map(tail)).toEqual([1, 0]);
    }
  });

  test("of a mixture are the weighted ones of its components", () => {
    const mixture = { weights: [0.95, 0.05], means: [[0], [6]], covariances: [[[1]], [[1]]] };
    const alone = (mean: number) => gaussianUpperTail({ mean, standardDeviation: 1 }, 7);
    expect(mixtureUpperTail(mixture, 7)).toBeCloseTo(0.95 * alone(0) + 0.05 * alone(6), 14);
    const flat = {
      weights: [1],
      means: [[0, 0]],
      covariances: [
        [
          [1, 0],
          [0, 1],
        ],
      ],
    };
    expect(() => mixtureUpperTail(flat, 1)).toThrow(
      "mixtureUpperTail needs a mixture in one dimension, got 2",
    );
  });

  test("have thresholds", () => {
    const pareto = (x: number) => paretoUpperTail({ minimum: 1, shape: 2 }, x);
    expect(tailThreshold(pareto, 0.001)).toBeCloseTo(Math.sqrt(1000), 9);
    const t = (x: number) => studentTUpperTail({ location: 0, scale: 1, degreesOfFreedom: 3 }, x);
    expect(tailThreshold(t, 0.001)).toBeCloseTo(10.214531852407386, 9); // scipy.stats.t.isf(0.001, 3)
    expect(tailThreshold((x) => uniformUpperTail({ minimum: 0, maximum: 1 }, x), 0.25)).toBeCloseTo(0.75, 12);
  });

  test("refuse what is no probability", () => {
    expect(() => tailThreshold(() => 1, 0.5)).toThrow("tailThreshold needs a tail that falls through 0.5");
    expect(() => tailThreshold(() => 1, 0)).toThrow("tailThreshold needs a mass between 0 and 1, got 0");
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow("incompleteBeta needs x from 0 to 1, got 1.5");
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow(
      "incompleteBeta needs finite positive parameters, got 0 and 1",
    );
  });
});

describe("half-life", () => {
  test("is the first step at or below half of the start", () => {
    expect(halfLife([1, 0.9, 0.5, 0.7, 0.2])).toBe(2);
    expect(halfLife([4, 3, 3])).toBe(Infinity);
    expect(halfLife([4, 3, 0], 0.75)).toBe(1);
  });

  test("is refused for no curve or share", () => {
    expect(() => halfLife([])).toThrow("halfLife needs a curve, got no value");
    expect(() => halfLife([1], 1)).toThrow("halfLife needs a share between 0 and 1, got 1");
  });
});

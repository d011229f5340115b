import { describe, expect, test } from "vitest";
import {
  fitZipfMandelbrot,
  rankCounts,
  zipfMandelbrotProbabilities,
} from "../../lib/fitters/zipf-mandelbrot";
import { createRandom } from "../../lib/random/create-random";
import {
  sampleZipfMandelbrot,
  zipfMandelbrot,
  zipfMandelbrotLogDensity,
} from "../../lib/samplers/zipf-mandelbrot";
import { readGolden } from "../fitters/helpers";
import { chiSquared, meanOf, seeds } from "../random/goodness-of-fit";

interface Fit {
  readonly counts: number[];
  readonly exponent: number;
  readonly offset: number;
  readonly known: boolean;
}
const golden = readGolden<Fit[]>("zipf-mandelbrot");

describe("fitZipfMandelbrot", () => {
  test.each(golden)("equals SciPy: exponent $exponent, offset $offset", ({ counts, known, ...expected }) => {
    const fitted = fitZipfMandelbrot(counts, known ? { offset: expected.offset } : {});
    expect(fitted.exponent / expected.exponent).toBeCloseTo(1, 8);
    expect(fitted.offset).toBeCloseTo(expected.offset, 7);
    expect(fitted.ranks).toBe(counts.length);
  });

  test("of exact proportions is the law itself", () => {
    const law = { exponent: 1.7, offset: 3.5, ranks: 100 };
    const counts = Array.from(zipfMandelbrotProbabilities(law), (p) => Math.round(p * 2 ** 30));
    const fitted = fitZipfMandelbrot(counts);
    expect(fitted.exponent).toBeCloseTo(1.7, 5);
    expect(fitted.offset).toBeCloseTo(3.5, 4);
  });

  test("has exponent 0 where later ranks are not rarer, and the largest offset where counts fall exponentially", () => {
    expect(fitZipfMandelbrot([5, 5, 5, 5], { offset: 0 }).exponent).toBeCloseTo(0, 9);
    expect(fitZipfMandelbrot([1, 2, 3, 4]).exponent).toBe(0);
    const exponential = Array.from({ length: 20 }, (_, r) => Math.round(1e9 * Math.exp(-r)));
    expect(fitZipfMandelbrot(exponential).offset).toBeCloseTo(200, 6);
  });

  test("does not lose a steep law", () => {
    const { exponent } = fitZipfMandelbrot([1e9, 1, 0, 0], { offset: 0 });
    expect(2 ** -exponent * 1e9).toBeCloseTo(1, 4);
  });

  test.each<[() => unknown, RegExp]>([
    [() => fitZipfMandelbrot([]), /needs at least 1 outcome, got 0/],
    [() => fitZipfMandelbrot([3]), /the number of ranks to be a whole number of at least 2, got 1/],
    [
      () => fitZipfMandelbrot([3, -1]),
      /whole numbers from 0 to 2147483647, but outcome 1 is -1\. Give whole counts/,
    ],
    [() => fitZipfMandelbrot([0, 0]), /needs a count above 0: all 2 are 0/],
    [() => fitZipfMandelbrot([7, 0]), /counts of more than one rank: all 7 are of rank 1/],
    [() => fitZipfMandelbrot([7, 1], { offset: -1 }), /offset to be a finite number of at least 0, got -1/],
    [() => zipfMandelbrot({ ranks: 1 }), /ranks to be a whole number of at least 2, got 1/],
  ])("%s is refused", (fit, message) => {
    expect(fit).toThrow(RangeError);
    expect(fit).toThrow(message);
  });
});

describe("sampleZipfMandelbrot", () => {
  test.each(seeds)("draws every rank with its probability (seed %s)", (seed) => {
    const model = { exponent: 1.2, offset: 2, ranks: 40 };
    const counts = rankCounts(sampleZipfMandelbrot(model, 200_000, createRandom(seed)), 40);
    expect(chiSquared(counts, [...zipfMandelbrotProbabilities(model)])).toBeLessThan(98.9); // 39 degrees, once in a million
  });

  test("has the log-probabilities that it is drawn with", () => {
    const model = { exponent: 2, offset: 1, ranks: 3 };
    const total = 1 / 4 + 1 / 9 + 1 / 16;
    const logarithms = zipfMandelbrotLogDensity(model, Int32Array.of(0, 2, 3));
    expect(logarithms[0]).toBeCloseTo(Math.log(1 / 4 / total), 13);
    expect(logarithms[1]).toBeCloseTo(Math.log(1 / 16 / total), 13);
    expect(logarithms[2]).toBe(-Infinity);
  });

  test("a fit to draws finds the law within its error", () => {
    const model = { exponent: 1.2, offset: 0, ranks: 50 };
    const family = zipfMandelbrot({ ranks: 50, offset: 0 });
    const random = createRandom("recover");
    const exponents = Array.from(
      { length: 200 },
      () => family.fit(family.sample(model, 2000, random), random).exponent,
    );
    const { mean, standardError } = meanOf(exponents);
    expect(Math.abs(mean - 1.2)).toBeLessThan(5 * standardError + 1e-3);
  });
});

test("the family stays where rank 1 alone is left", () => {
  const family = zipfMandelbrot({ ranks: 5 });
  const random = createRandom("stay");
  const collapsed = family.fit(new Int32Array(30), random);
  expect(family.isAbsorbed!(collapsed)).toBe(true);
  expect(family.fit(family.sample(collapsed, 30, random), random)).toEqual(collapsed);
  expect(family.origin!.arguments).toEqual([{ ranks: 5 }]);
});

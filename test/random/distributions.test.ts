import { describe, expect, test } from "vitest";
import { createRandom } from "../../lib/random/create-random";
import type { Random } from "../../lib/random/random";
import {
  type Bins,
  countInBins,
  expectToFollow,
  meanOf,
  type ParameterisedBins,
  readGolden,
  seeds,
  type TailBins,
} from "./goodness-of-fit";

interface Golden {
  readonly kolmogorovLimit: number;
  readonly normal: Bins;
  readonly normalTail: TailBins;
  readonly exponential: Bins;
  readonly exponentialTail: TailBins;
  readonly gamma: readonly ParameterisedBins[];
  readonly beta: readonly ParameterisedBins[];
  readonly poisson: readonly ParameterisedBins[];
  readonly binomial: readonly ParameterisedBins[];
}

const golden = readGolden<Golden>("random-distributions");

function draw(count: number, one: () => number): Float64Array {
  return Float64Array.from({ length: count }, one);
}

/** Draws beyond the start: their number, and their distribution. */
function expectTailToFollow(drawn: number, tailDraws: Float64Array, tail: TailBins): void {
  const expected = drawn * tail.mass;
  expect(Math.abs(tailDraws.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
  expectToFollow(tailDraws, tail, golden.kolmogorovLimit);
}

describe.each(seeds)("with seed %s", (seed) => {
  const random = createRandom(seed);

  test("next is uniform", () => {
    const edges = Array.from({ length: golden.normal.edges.length }, (_, i) => (i + 1) / 1000);
    const uniforms = random.fillUniform(new Float64Array(1_000_000));
    expectToFollow(uniforms, { ...golden.normal, edges }, golden.kolmogorovLimit);
  });

  test("normal follows the standard normal", () => {
    expectToFollow(random.fillNormal(new Float64Array(2_000_000)), golden.normal, golden.kolmogorovLimit);
  });

  test("normal has the moments 0, 1, 0 and 3", () => {
    const draws = random.fillNormal(new Float64Array(1_000_000));
    for (const [power, moment] of [0, 1, 0, 3, 0, 15].entries()) {
      const { mean, standardError } = meanOf(draws.map((x) => x ** (power + 1)));
      expect(Math.abs(mean - moment)).toBeLessThan(5 * standardError);
    }
  });

  test("normal is right beyond the base layer of the ziggurat, on both sides", () => {
    const drawn = 8_000_000;
    const tail = random
      .fillNormal(new Float64Array(drawn))
      .filter((x) => Math.abs(x) > golden.normalTail.start);
    expectTailToFollow(
      drawn,
      tail.filter((x) => x > 0),
      golden.normalTail,
    );
    expectTailToFollow(drawn, tail.filter((x) => x < 0).map(Math.abs), golden.normalTail);
  });

  test("exponential follows the exponential with mean 1, in its tail too", () => {
    const draws = draw(2_000_000, () => random.exponential());
    expectToFollow(draws, golden.exponential, golden.kolmogorovLimit);
    const tail = draws.filter((x) => x > golden.exponentialTail.start);
    expectTailToFollow(draws.length, tail, golden.exponentialTail);
  });

  test.each(golden.gamma)("gamma with shape $arguments.0", (bins) => {
    const draws = draw(100_000, () => random.gamma(bins.arguments[0]!));
    expectToFollow(draws, bins, golden.kolmogorovLimit);
  });

  test.each(golden.beta)("beta with shapes $arguments.0 and $arguments.1", (bins) => {
    const draws = draw(100_000, () => random.beta(bins.arguments[0]!, bins.arguments[1]!));
    expectToFollow(draws, bins, golden.kolmogorovLimit);
  });

  test.each(golden.poisson)("poisson with mean $arguments.0", (bins) => {
    const draws = draw(100_000, () => random.poisson(bins.arguments[0]!));
    expectToFollow(draws, bins, golden.kolmogorovLimit);
  });

  test.each(golden.binomial)("binomial of $arguments.0 trials with probability $arguments.1", (bins) => {
    const draws = draw(100_000, () => random.binomial(bins.arguments[0]!, bins.arguments[1]!));
    expectToFollow(draws, bins, golden.kolmogorovLimit);
  });

  test("the counts of a multinomial are binomial, and anticorrelated as they should be", () => {
    const bins = golden.binomial.find(({ arguments: [trials] }) => trials === 12)!;
    const draws = Array.from({ length: 50_000 }, () => random.multinomial(12, [2, 3, 5, 0]));
    expectToFollow(
      draws.map((counts) => counts[1]!),
      bins,
      golden.kolmogorovLimit,
    );
    expect(draws.every((counts) => counts[0]! + counts[1]! + counts[2]! === 12 && counts[3] === 0)).toBe(
      true,
    );
    const products = draws.map((counts) => (counts[0]! - 2.4) * (counts[2]! - 6));
    const { mean, standardError } = meanOf(products);
    expect(Math.abs(mean - -12 * 0.2 * 0.5)).toBeLessThan(5 * standardError);
  });
});

const random: Random = createRandom("limits");

test("a beta draw is inside (0, 1) even when its shapes are tiny or huge", () => {
  for (const [alpha, beta] of [
    [1e-5, 1e-5],
    [1e-300, 1],
    [1, 1e-300],
    [1e300, 1e300],
    [0.001, 1000],
  ] as const) {
    for (let i = 0; i < 200; i++) {
      const x = random.beta(alpha, beta);
      expect(x > 0 && x < 1).toBe(true);
    }
  }
});

test("beta with tiny equal shapes is near 0 or near 1, half the time each", () => {
  const draws = draw(10_000, () => random.beta(1e-4, 1e-4));
  const above = draws.filter((x) => x > 0.5).length;
  expect(Math.abs(above - 5000)).toBeLessThan(5 * 50);
});

test("counts with certain outcomes are certain", () => {
  expect(random.poisson(0)).toBe(0);
  expect(random.binomial(0, 0.5)).toBe(0);
  expect(random.binomial(1000, 0)).toBe(0);
  expect(random.binomial(1000, 1)).toBe(1000);
  expect(random.binomial(2 ** 52, Number.MIN_VALUE)).toBe(0);
  expect(Array.from(random.multinomial(0, [1, 1]))).toEqual([0, 0]);
  expect(Array.from(random.multinomial(7, [0, 2, 0]))).toEqual([0, 7, 0]);
});

test("poisson and binomial stay right for the largest counts", () => {
  const mean = 2 ** 50;
  const poisson = draw(20_000, () => (random.poisson(mean) - mean) / Math.sqrt(mean));
  const binomial = draw(20_000, () => (random.binomial(2 ** 51, 0.5) - mean) / Math.sqrt(mean / 2));
  for (const scores of [poisson, binomial]) {
    expectToFollow(scores, golden.normal, golden.kolmogorovLimit);
  }
});

test("the helper sees a wrong distribution", () => {
  const shifted = random.fillNormal(new Float64Array(100_000), 0.03);
  expect(() => expectToFollow(shifted, golden.normal, golden.kolmogorovLimit)).toThrow();
  expect(countInBins([0, 1, 1.5, 2, 3], [1, 2])).toEqual(Float64Array.of(2, 2, 1));
});

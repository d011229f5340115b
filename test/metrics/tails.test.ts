import fc from "fast-check";
import { expect, test } from "vitest";
import { hillTailIndex } from "../../lib/metrics/hill-tail-index";
import { tailCoverage } from "../../lib/metrics/tail-coverage";
import { createRandom } from "../../lib/random/create-random";
import type { Random } from "../../lib/random/random";

const draw = (count: number, one: () => number): Float64Array => Float64Array.from({ length: count }, one);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const pareto = (index: number, count: number, random: Random) =>
  draw(count, () => Math.exp(random.exponential() / index));

test.each([0.5, 2, 5])(
  "Hill's index of a power law with α = %f is biased by k/(k − 1), its spread is α/√k",
  (index) => {
    const [tail, replicates] = [50, 600];
    const root = createRandom(`hill ${index}`);
    const estimates = Array.from({ length: replicates }, (_, r) =>
      hillTailIndex(pareto(index, 200, root.fork(r)), { orderStatistics: tail }),
    );
    const measured = estimates.map((estimate) => estimate.measured);
    // α̂ is αk over a gamma variable of shape k: mean αk/(k − 1), variance mean²/(k − 2).
    const expected = (index * tail) / (tail - 1);
    const spread = expected / Math.sqrt(tail - 2);
    expect(Math.abs(mean(measured) - expected)).toBeLessThan((4 * spread) / Math.sqrt(replicates));
    const stated = mean(estimates.map(({ standardError }) => standardError));
    expect(Math.abs(stated / (expected / Math.sqrt(tail)) - 1)).toBeLessThan(
      4 / Math.sqrt(tail * replicates),
    );
  },
);

test("Hill's index does not see units or the body, and a power divides it", () => {
  const random = createRandom("hill");
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (tail, unit) => {
        const sample = pareto(2, 60, random);
        const options = { orderStatistics: tail };
        const { measured } = hillTailIndex(sample, options);
        expect(
          hillTailIndex(
            sample.map((value) => unit * value),
            options,
          ).measured / measured,
        ).toBeCloseTo(1, 9);
        expect(
          hillTailIndex(
            sample.map((value) => value ** 3),
            options,
          ).measured / measured,
        ).toBeCloseTo(1 / 3, 9);
        expect(hillTailIndex([...sample, -5, 0, 0.1], options).measured).toBe(measured);
      },
    ),
    { numRuns: 30 },
  );
  expect(hillTailIndex([1, Math.E, Math.E ** 3], { orderStatistics: 2 }).measured).toBeCloseTo(0.5, 12);
});

test("Hill's index refuses what has no such tail", () => {
  const refused = (sample: number[], orderStatistics: number, message: string): void =>
    expect(() => hillTailIndex(sample, { orderStatistics })).toThrow(
      new RangeError(`hillTailIndex needs ${message}`),
    );
  refused([], 2, "at least 3 observations, got 0");
  refused([1, 2], 2, "at least 3 observations, got 2");
  refused([1, 2, 3], 1, "orderStatistics to be a whole number of at least 2, got 1");
  refused([1, 2, Number.NaN], 2, "finite numbers: observation 2 is NaN. Drop or fill it first");
  refused(
    [-1, 2, 3],
    2,
    "its 3 largest observations to be positive, got -1. Take fewer orderStatistics, or the other tail: −x",
  );
  refused([1, 7, 7, 7], 2, "a tail that varies: its 3 observations are all 7");
});

test.each([
  [0.95, 40],
  [0.9, 200],
  [0.5, 25],
])(
  "coverage of fresh real data is 1 on average and varies as stated: quantile %f, %i real values",
  (quantile, real) => {
    const replicates = 2000;
    const root = createRandom(`coverage ${quantile}`);
    const estimates = Array.from({ length: replicates }, (_, r) => {
      const random = root.fork(r);
      const uniform = () => random.next(); // for which interpolating between order statistics is exact in the mean
      return tailCoverage(draw(real, uniform), draw(500, uniform), { quantile });
    });
    const measured = estimates.map((estimate) => estimate.measured);
    const centre = mean(measured);
    const variance = mean(measured.map((value) => (value - centre) ** 2));
    expect(Math.abs(centre - 1)).toBeLessThan(4 * Math.sqrt(variance / replicates));
    const stated = mean(estimates.map(({ standardError }) => standardError ** 2));
    // A threshold interpolated between few values varies less than a single order statistic: the error is on the safe side.
    expect(stated / variance).toBeGreaterThan(0.9);
    expect(stated / variance).toBeLessThan(real * (1 - quantile) < 5 ? 1.9 : 1.35);
  },
);

test("coverage of a narrower tail is what the distribution says", () => {
  const random = createRandom("narrow");
  const real = draw(40_000, () => random.normal());
  const { measured, standardError } = tailCoverage(
    real,
    draw(40_000, () => 0.8 * random.normal()),
  );
  // P(0.8 Z > 1.6449) = 0.019885, over 0.05
  expect(Math.abs(measured - 0.3977)).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(0.02);
  const { measured: lower } = tailCoverage(
    real.map((x) => -x),
    real.map((x) => -x),
  );
  expect(lower).toBeCloseTo(1, 2);
});

test("a lost tail has coverage 0, no certainty, and ties with the threshold are not above it", () => {
  const real = Array.from({ length: 99 }, (_, at) => at);
  const lost = tailCoverage(real, Array<number>(50).fill(3));
  expect(lost.measured).toBe(0);
  expect(lost.standardError).toBeGreaterThan(0);
  expect(tailCoverage([5, 5, 5], [5, 5]).measured).toBe(0);
});

test("coverage refuses empty samples, numbers that are not finite, and quantiles out of range", () => {
  expect(() => tailCoverage([], [1])).toThrow("tailCoverage needs at least 1 observations, got 0");
  expect(() => tailCoverage([1], [])).toThrow("tailCoverage needs at least 1 observations, got 0");
  expect(() => tailCoverage([1], [Number.NaN])).toThrow(
    "tailCoverage needs finite numbers: observation 0 is NaN",
  );
  for (const quantile of [0, 1, 95, Number.NaN]) {
    expect(() => tailCoverage([1], [1], { quantile })).toThrow(
      `tailCoverage needs a quantile between 0 and 1, such as 0.95, got ${quantile}`,
    );
  }
});

import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { meanHeterozygosity } from "../../lib/claims/closed-forms/discrete-chain";
import { replacedLogVariance, replacedMeanVariance } from "../../lib/claims/closed-forms/gaussian-chain";
import type { Points, TrainingSet } from "../../lib/data/points";
import type { Family } from "../../lib/fitters/family";
import type { MultivariateGaussianModel } from "../../lib/fitters/multivariate-gaussian";
import { kolmogorovSmirnov } from "../../lib/metrics/kolmogorov-smirnov";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import { augment } from "../../lib/regimes/augment";
import type { Regime } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
import { bernoulli } from "../../lib/samplers/bernoulli";
import { categorical } from "../../lib/samplers/categorical";
import { exponential } from "../../lib/samplers/exponential";
import { gaussian } from "../../lib/samplers/gaussian";
import { multivariateGaussian } from "../../lib/samplers/multivariate-gaussian";
import { poisson } from "../../lib/samplers/poisson";
import { gaussianStatistics } from "../../lib/samplers/statistics/gaussian";
import {
  bernoulliStatistics,
  categoricalStatistics,
  exponentialStatistics,
  poissonStatistics,
} from "../../lib/samplers/statistics/means";
import { multivariateGaussianStatistics } from "../../lib/samplers/statistics/multivariate-gaussian";
import type { StatisticsFamily } from "../../lib/samplers/statistics/statistics-family";
import { meanOf } from "../random/goodness-of-fit";

const replicates = 2500;
/** Of two samples of this many: √(n/2) · distance is beyond this once in a million times (Kolmogorov). */
const largestDistance = 2.694 / Math.sqrt(replicates / 2);

/** Everything that distinguishes one pair of engines. */
interface Pair<Data extends TrainingSet, Model> {
  readonly data: Family<Data, Model>;
  readonly statistics: StatisticsFamily<Data, Model>;
  readonly model: Partial<Model>;
  readonly numbersOf: (model: Model) => readonly number[];
}

function pair<Data extends TrainingSet, Model>(parts: Pair<Data, Model>): Pair<never, never> {
  return parts as unknown as Pair<never, never>;
}

const pairs: readonly [string, Pair<never, never>][] = [
  [
    "gaussian",
    pair({
      data: gaussian(),
      statistics: gaussianStatistics(),
      model: { mean: 3, standardDeviation: 2 },
      numbersOf: (model) => [model.mean, model.standardDeviation],
    }),
  ],
  [
    "gaussian, unbiased",
    pair({
      data: gaussian({ unbiased: true }),
      statistics: gaussianStatistics({ unbiased: true }),
      model: { mean: 3, standardDeviation: 2 },
      numbersOf: (model) => [model.mean, model.standardDeviation],
    }),
  ],
  [
    "multivariate Gaussian",
    pair<Points, MultivariateGaussianModel>({
      data: multivariateGaussian(),
      statistics: multivariateGaussianStatistics(),
      model: {
        dimensions: 3,
        mean: Float64Array.of(1, 0, -1),
        covariance: Float64Array.of(2, 1, 0, 1, 3, -0.5, 0, -0.5, 1),
      },
      numbersOf: ({ mean, covariance }) => [...mean, ...covariance],
    }),
  ],
  [
    "categorical",
    pair({
      data: categorical({ categories: 3 }),
      statistics: categoricalStatistics({ categories: 3 }),
      model: { probabilities: Float64Array.of(0.5, 0.3, 0.2) },
      numbersOf: ({ probabilities }) => [...probabilities],
    }),
  ],
  [
    "bernoulli",
    pair({
      data: bernoulli(),
      statistics: bernoulliStatistics(),
      model: { probability: 0.3 },
      numbersOf: ({ probability }) => [probability],
    }),
  ],
  [
    "poisson",
    pair({
      data: poisson(),
      statistics: poissonStatistics(),
      model: { mean: 4 },
      numbersOf: ({ mean }) => [mean],
    }),
  ],
  [
    "exponential",
    pair({
      data: exponential(),
      statistics: exponentialStatistics(),
      model: { rate: 0.5 },
      numbersOf: ({ rate }) => [rate],
    }),
  ],
];

const regimes: readonly [string, Regime][] = [
  ["replace", replace],
  ["accumulate", accumulate],
  ["augment", augment],
];

/** Numbers of the last models: entry i holds number i of every chain. */
async function finalNumbers(
  family: Family<never, never>,
  { model, numbersOf }: Pair<never, never>,
  regime: Regime,
  seed: string,
): Promise<number[][]> {
  const settings = { generations: 6, replicates, recordedGenerations: [6], workers: 1 };
  const random = createRandom(seed);
  const records = await runChain({
    ...settings,
    family,
    regime,
    real: { model, count: 8 },
    random,
  }).collect();
  const rows = records.map((record) => numbersOf(record.model));
  return rows[0]!.map((_, i) => rows.map((row) => row[i]!));
}

describe.each(regimes)("%s: both engines end in the same distribution", (_, regime) => {
  test.each(pairs)("%s", async (name, both) => {
    const drawn = await finalNumbers(both.data, both, regime, `${name}, data`);
    const direct = await finalNumbers(both.statistics as never, both, regime, `${name}, statistics`);
    drawn.forEach((numbers, i) => {
      expect(kolmogorovSmirnov(numbers, direct[i]!), `number ${i}`).toBeLessThan(largestDistance);
      const [a, b] = [meanOf(numbers), meanOf(direct[i]!)];
      expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(
        5 * Math.hypot(a.standardError, b.standardError) + 1e-12,
      );
    });
  });
});

describe("chains follow their closed forms, at samples that nobody could draw", () => {
  test.each([3, 100, 1e9])("the variance of a Gaussian, %d observations a generation", async (count) => {
    const generations = 10;
    const records = await runChain({
      family: gaussianStatistics(),
      regime: replace,
      real: { model: { mean: 0, standardDeviation: 1 }, count },
      generations,
      replicates,
      recordedGenerations: [generations],
      random: createRandom(`closed form ${count}`),
      workers: 1,
    }).collect();
    const variances = records.map(({ model }) => model.standardDeviation ** 2);
    const [plain, logs] = [meanOf(variances), meanOf(variances.map(Math.log))];
    const expected = replacedMeanVariance(count, generations + 1);
    expect(Math.abs(plain.mean - expected)).toBeLessThan(5 * plain.standardError);
    const expectedLog = replacedLogVariance(count, generations + 1, "n");
    expect(Math.abs(logs.mean - expectedLog)).toBeLessThan(5 * logs.standardError);
  });

  test("the heterozygosity of categories, and their absorption", async () => {
    const generations = 30;
    const family = categoricalStatistics({ categories: 4 });
    const records = await runChain({
      family,
      regime: replace,
      real: { model: { probabilities: new Float64Array(4).fill(0.25) }, count: 12 },
      generations,
      replicates,
      recordedGenerations: [generations],
      random: createRandom("heterozygosity"),
      workers: 1,
    }).collect();
    const values = records.map(({ model }) => 1 - model.probabilities.reduce((sum, p) => sum + p * p, 0));
    const { mean, standardError } = meanOf(values);
    expect(Math.abs(mean - meanHeterozygosity(0.75, 12, generations + 1))).toBeLessThan(5 * standardError);
    const absorbed = records.filter(({ model }) => model.probabilities.includes(1));
    expect(absorbed.length).toBeGreaterThan(0);
    expect(absorbed.every((record) => record.absorbedAt! <= generations)).toBe(true);
  });
});

describe("the Wishart scatter", () => {
  const covariance = Float64Array.of(2, 1, 0, 1, 3, -0.5, 0, -0.5, 1);
  const model = { dimensions: 3, mean: new Float64Array(3), covariance };
  const family = multivariateGaussianStatistics();

  test.each([2, 3, 4, 50])("has its means and variances with %d observations", (count) => {
    const random = createRandom(`Wishart ${count}`);
    const draws = Array.from({ length: 20_000 }, () => family.sample(model, count, random).scatter!);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const entry = covariance[i * 3 + j]!;
        const spread = entry ** 2 + covariance[i * 4]! * covariance[j * 4]!;
        const values = draws.map((scatter) => scatter[i * 3 + j]!);
        const { mean, standardError } = meanOf(values);
        expect(Math.abs(mean - (count - 1) * entry)).toBeLessThan(5 * standardError);
        const squares = meanOf(values.map((value) => (value - (count - 1) * entry) ** 2));
        expect(Math.abs(squares.mean - (count - 1) * spread)).toBeLessThan(5 * squares.standardError);
      }
    }
  });

  test("has as many dimensions as there are deviations", () => {
    const { scatter } = family.sample(model, 2, createRandom("rank"));
    const [a, b, c] = [0, 4, 8].map((i) => scatter![i]!);
    expect((scatter![1]! ** 2 / (a! * b!)).toFixed(9)).toBe("1.000000000");
    expect((scatter![5]! ** 2 / (b! * c!)).toFixed(9)).toBe("1.000000000");
    expect(family.sample(model, 1, createRandom("rank")).scatter).toEqual(new Float64Array(9));
  });
});

describe("families of statistics", () => {
  test("fit real data as the family that draws data does", () => {
    const random = createRandom("real");
    const sample = random.fillNormal(new Float64Array(30), 5, 2);
    const family = gaussianStatistics({ unbiased: true });
    const model = family.fit(family.statisticsOf(sample), random);
    const expected = gaussian({ unbiased: true }).fit(sample, random);
    expect(model.mean).toBe(expected.mean);
    expect(model.standardDeviation).toBeCloseTo(expected.standardDeviation, 13);
    const outcomes = Int32Array.of(0, 2, 2, 1);
    const three = categoricalStatistics({ categories: 3 });
    expect(three.fit(three.statisticsOf(outcomes), random)).toEqual(
      categorical({ categories: 3 }).fit(outcomes, random),
    );
    expect(() => family.statisticsOf(Float64Array.of(Number.NaN))).toThrow(
      /gaussianStatistics\.statisticsOf needs finite numbers: observation 0 is NaN/,
    );
  });

  test.each(pairs)(
    "%s: the record names the engine, and another thread can make the family",
    async (_, both) => {
      const real = { model: both.model, count: 5 };
      const random = createRandom("record");
      const settings = { regime: replace, real, generations: 1, random, workers: 1 };
      const [data, statistics] = [both.data, both.statistics as unknown as typeof both.data];
      const first = await runChain({ ...settings, family: data }).collect();
      const second = await runChain({ ...settings, family: statistics }).collect();
      expect(first.map(({ drawn }) => drawn)).toEqual(["data", "data"]);
      expect(second.map(({ drawn }) => drawn)).toEqual(["sufficient statistics", "sufficient statistics"]);
      expect(second.map(({ trainingSize }) => trainingSize)).toEqual([5, 5]);
      expect(statistics.origin!.exportName).toMatch(/Statistics$/);
    },
  );

  test("stay where they are once draws would not vary, digit by digit", async () => {
    const random = createRandom("point");
    const family = gaussianStatistics();
    const point = { mean: 1, standardDeviation: 1e-18 };
    expect(family.isAbsorbed!(point)).toBe(true);
    expect(family.fit(family.sample(point, 10, random), random)).toEqual({ mean: 1, standardDeviation: 0 });
    const plane = multivariateGaussianStatistics();
    const flat = { dimensions: 2, mean: Float64Array.of(1, 2), covariance: Float64Array.of(1e-36, 0, 0, 0) };
    expect(plane.isAbsorbed!(flat)).toBe(true);
    expect(plane.fit(plane.sample(flat, 10, random), random).covariance).toEqual(new Float64Array(4));
    expect(exponentialStatistics().sample({ rate: Infinity }, 5, random).means[0]).toBe(0);
    expect(bernoulliStatistics().sample({ probability: 1 }, 5, random).means[0]).toBe(1);
  });

  test("with a prior nothing is absorbing, and a chain comes back", async () => {
    const prior = { count: 2, means: [0.5] };
    const family = bernoulliStatistics({ prior });
    expect(family.isAbsorbed).toBeUndefined();
    const random = createRandom("prior");
    const settings = { regime: replace, generations: 200, replicates: 50, random, workers: 1 };
    const records = await runChain({
      ...settings,
      family,
      real: { model: { probability: 1 }, count: 10 },
    }).collect();
    const { mean, standardError } = meanOf(
      records.filter(({ generation }) => generation === 200).map(({ model }) => model.probability),
    );
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * standardError);
  });

  test.each<[string, Regime]>([
    ["anchor", anchor(0.5)],
    ["accumulateSubsample", accumulateSubsample],
  ])("%s selects rows, and says which family it needs", async (_, regime) => {
    const chain = runChain({
      family: gaussianStatistics(),
      regime,
      real: { model: { mean: 0, standardDeviation: 1 }, count: 10 },
      generations: 2,
      random: createRandom("rows"),
    });
    await expect(chain.collect()).rejects.toThrow(/use the family that draws data/);
  });

  test("real data may be statistics; malformed ones are refused", async () => {
    const family = gaussianStatistics();
    const settings = { family, regime: replace, generations: 3, random: createRandom("given") };
    const real = family.statisticsOf(Float64Array.of(1, 2, 4));
    const records = await runChain({ ...settings, real }).collect();
    expect(records[0]!.model.mean).toBeCloseTo(7 / 3, 13);
    expect(records.map(({ trainingSize }) => trainingSize)).toEqual([3, 3, 3, 3]);
    const wrong: [object, RegExp][] = [
      [{ ...real, count: 0.5 }, /real\.count to be a whole number of at least 1, got 0\.5/],
      [{ ...real, scatter: [1, 2] }, /means × means entries in it, got 1 means and 2 entries/],
      [{ ...real, means: [Number.NaN] }, /finite real data: number 0 is NaN/],
    ];
    for (const [broken, message] of wrong) {
      expect(() => runChain({ ...settings, real: broken as typeof real })).toThrow(message);
    }
  });

  test("refuse options that are wrong", () => {
    expect(() => gaussianStatistics({ penalty: -1 })).toThrow(/gaussianStatistics needs penalty to be/);
    expect(() => multivariateGaussianStatistics({ penalty: 1 })).toThrow(
      /multivariateGaussianStatistics needs natural/,
    );
    expect(() => categoricalStatistics({ categories: 0 })).toThrow(/categories to be a whole number/);
  });
});

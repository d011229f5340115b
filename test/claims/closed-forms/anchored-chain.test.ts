import { describe, expect, test } from "vitest";
import { runChain } from "../../../lib/chain/executors/run-chain";
import {
  type AnchoredChain,
  anchoredLimit,
  anchoredMoments,
} from "../../../lib/claims/closed-forms/anchored-chain";
import {
  replacedMeanSquaredError,
  replacedMeanVariance,
} from "../../../lib/claims/closed-forms/gaussian-chain";
import { concatenate } from "../../../lib/data/collection";
import type { Sample, TrainingSet } from "../../../lib/data/points";
import type { GaussianModel } from "../../../lib/fitters/gaussian";
import { heterozygosity } from "../../../lib/metrics/heterozygosity";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import { anchor } from "../../../lib/regimes/anchor";
import { fresh } from "../../../lib/regimes/fresh";
import type { Regime } from "../../../lib/regimes/regime";
import { categorical } from "../../../lib/samplers/categorical";
import { gaussian, sampleGaussian } from "../../../lib/samplers/gaussian";
import { multivariateGaussian } from "../../../lib/samplers/multivariate-gaussian";
import { withSamplingBias } from "../../../lib/samplers/sampling-bias";

const kept: AnchoredChain = { realData: 30, syntheticRows: 27, realRows: 3, source: "kept", divisor: "n" };
const standardNormal: GaussianModel = { mean: 0, standardDeviation: 1 };

/** Within four standard errors of the mean over replicates. */
function expectMean(values: readonly number[], expected: number): void {
  const { measured, standardError } = meanAndStandardError(values);
  expect(Math.abs(measured - expected)).toBeLessThan(4 * standardError);
}

/** All synthetic rows and `count` fresh draws from N(0, 1). */
const withFreshRows = (count: number): Regime =>
  (<Data extends TrainingSet>({ synthetic, random }: { synthetic: Data; random: Random }) =>
    concatenate([synthetic as Sample, sampleGaussian(standardNormal, count, random)])) as Regime;

describe("formulas", () => {
  test("without real rows they are those of replaced data", () => {
    for (const source of ["kept", "fresh"] as const) {
      const chain = { ...kept, syntheticRows: 30, realRows: 0, source };
      for (const fits of [1, 2, 50]) {
        expect(anchoredMoments(chain, fits).variance).toBeCloseTo(replacedMeanVariance(30, fits), 12);
        expect(anchoredMoments(chain, fits).squaredError).toBeCloseTo(replacedMeanSquaredError(30, fits), 12);
      }
      expect(anchoredLimit(chain)).toEqual({
        variance: expect.closeTo(0, 12),
        squaredError: expect.closeTo(1, 12),
      });
    }
    const unbiased = { ...kept, syntheticRows: 30, realRows: 0, divisor: "n − 1" } as const;
    expect(anchoredMoments(unbiased, 50).variance).toBeCloseTo(1, 12);
    expect(anchoredMoments(unbiased, 50).squaredError).toBeCloseTo(50 / 30, 12);
  });

  test("training on all of the real data for ever is its own fit, on fresh data any fit", () => {
    for (const source of ["kept", "fresh"] as const) {
      const chain = { ...kept, syntheticRows: 0, realRows: 30, source };
      expect(anchoredMoments(chain, 7)).toEqual({
        variance: expect.closeTo(29 / 30, 12),
        squaredError: expect.closeTo(1 / 30, 12),
      });
    }
  });

  test("the limit with fresh rows is A = (M + m)/(2Mm + m² + M), two thirds for one row among very many", () => {
    const fresh = { ...kept, syntheticRows: 90, realRows: 10, source: "fresh" } as const;
    expect(anchoredLimit(fresh).squaredError).toBeCloseTo(100 / (2 * 900 + 100 + 90), 12);
    expect(anchoredLimit(fresh).variance).toBeCloseTo(0.95, 3);
    expect(anchoredLimit({ ...fresh, syntheticRows: 1e9, realRows: 1 }).variance).toBeCloseTo(2 / 3, 8);
  });

  test("the recursion arrives at the limit", () => {
    for (const source of ["kept", "fresh"] as const) {
      for (const divisor of ["n", "n − 1"] as const) {
        const chain = { ...kept, source, divisor };
        const [late, limit] = [anchoredMoments(chain, 1000), anchoredLimit(chain)];
        expect(late.variance).toBeCloseTo(limit.variance, 10);
        expect(late.squaredError).toBeCloseTo(limit.squaredError, 10);
      }
    }
  });

  test("among ever more real data, kept rows are as good as fresh ones", () => {
    const chain = { ...kept, realData: 1e9 };
    expect(anchoredLimit(chain).variance).toBeCloseTo(
      anchoredLimit({ ...chain, source: "fresh" }).variance,
      8,
    );
  });

  test("with a sampling bias too the recursion arrives at the limit, which lies below", () => {
    for (const source of ["kept", "fresh"] as const) {
      for (const divisor of ["n", "n − 1"] as const) {
        const chain = { ...kept, source, divisor, samplingBias: 0.8 };
        const [late, limit] = [anchoredMoments(chain, 1000), anchoredLimit(chain)];
        expect(late.variance).toBeCloseTo(limit.variance, 12);
        expect(late.squaredError).toBeCloseTo(limit.squaredError, 12);
        expect(limit.variance).toBeLessThan(anchoredLimit({ ...chain, samplingBias: 1 }).variance);
      }
    }
    const none = { ...kept, syntheticRows: 30, realRows: 0, divisor: "n − 1", samplingBias: 0.8 } as const;
    expect(anchoredMoments(none, 11).variance).toBeCloseTo(0.8 ** 10, 12);
  });

  test("bad arguments are refused by name", () => {
    expect(() => anchoredMoments(kept, 0)).toThrow(
      "anchoredMoments needs a whole number of fits, at least 1, got 0",
    );
    expect(() => anchoredMoments({ ...kept, realRows: 2.5 }, 1)).toThrow(
      "anchoredMoments needs realRows to be whole and at least 0, got 2.5",
    );
    expect(() => anchoredLimit({ ...kept, realData: 1 })).toThrow(
      "realData to be whole and at least 2, got 1",
    );
    expect(() => anchoredLimit({ ...kept, syntheticRows: 1, realRows: 0 })).toThrow(
      "anchoredLimit needs at least 2 rows to train on, got 1 synthetic and 0 real",
    );
    expect(() => anchoredLimit({ ...kept, realRows: 31 })).toThrow(
      "anchoredLimit cannot keep 31 rows of 30: lower realRows",
    );
    expect(() => anchoredLimit({ ...kept, realRows: 0, divisor: "n − 1" })).toThrow(
      "anchoredLimit needs at least one real row for the divisor n − 1",
    );
    expect(() => anchoredLimit({ ...kept, realRows: 0, samplingBias: 0.5 })).toThrow("for a sampling bias");
    for (const samplingBias of [0, 1.1, Number.NaN]) {
      expect(() => anchoredMoments({ ...kept, samplingBias }, 2)).toThrow(
        `anchoredMoments needs a samplingBias above 0 and at most 1, got ${samplingBias}`,
      );
    }
  });
});

describe("chains", () => {
  const replicates = 1500;
  const generations = [1, 4, 40];
  const settings = { replicates, recordedGenerations: generations, generations: 40 };

  async function gaussianMoments(regime: Regime, unbiased: boolean, samplesPerGeneration: number) {
    const chain = runChain({
      ...settings,
      family: gaussian({ unbiased }),
      regime,
      real: { model: standardNormal, count: 30 },
      samplesPerGeneration,
      random: createRandom(`anchored ${samplesPerGeneration} ${unbiased}`),
    });
    return chain.collect();
  }

  test.each([
    ["n", false],
    ["n − 1", true],
  ] as const)("kept rows, divisor %s", async (divisor, unbiased) => {
    const records = await gaussianMoments(anchor(0.1), unbiased, 30);
    for (const at of generations) {
      const models = records.filter(({ generation }) => generation === at).map(({ model }) => model);
      const { variance, squaredError } = anchoredMoments({ ...kept, divisor }, at + 1);
      expectMean(
        models.map(({ standardDeviation }) => standardDeviation ** 2),
        variance,
      );
      expectMean(
        models.map(({ mean }) => mean ** 2),
        squaredError,
      );
    }
  });

  test.each([
    ["n", false],
    ["n − 1", true],
  ] as const)("fresh rows, divisor %s", async (divisor, unbiased) => {
    const records = await gaussianMoments(withFreshRows(3), unbiased, 27);
    for (const at of generations) {
      const models = records.filter(({ generation }) => generation === at).map(({ model }) => model);
      const { variance, squaredError } = anchoredMoments({ ...kept, source: "fresh", divisor }, at + 1);
      expectMean(
        models.map(({ standardDeviation }) => standardDeviation ** 2),
        variance,
      );
      expectMean(
        models.map(({ mean }) => mean ** 2),
        squaredError,
      );
    }
  });

  test.each([
    ["fresh", "n − 1", 0.8],
    ["kept", "n", 0.6],
  ] as const)("%s rows, divisor %s, sampling bias %d", async (source, divisor, samplingBias) => {
    const records = await runChain({
      ...settings,
      family: withSamplingBias(gaussian({ unbiased: divisor === "n − 1" }), samplingBias),
      regime: source === "fresh" ? fresh(3) : anchor(0.1),
      real: { model: standardNormal, count: 30 },
      samplesPerGeneration: source === "fresh" ? 27 : 30,
      random: createRandom(`biased ${source}`),
    }).collect();
    for (const at of generations) {
      const models = records.filter(({ generation }) => generation === at).map(({ model }) => model);
      const { variance, squaredError } = anchoredMoments({ ...kept, source, divisor, samplingBias }, at + 1);
      expectMean(
        models.map(({ standardDeviation }) => standardDeviation ** 2),
        variance,
      );
      expectMean(
        models.map(({ mean }) => mean ** 2),
        squaredError,
      );
    }
  });

  test("the trace in three dimensions, with correlation", async () => {
    const covariance = Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 1);
    const records = await runChain({
      ...settings,
      replicates: 1000,
      family: multivariateGaussian(),
      regime: anchor(0.1),
      real: { model: { mean: new Float64Array(3), covariance, dimensions: 3 }, count: 30 },
      random: createRandom("anchored trace"),
    }).collect();
    const last = records.filter(({ generation }) => generation === 40).map(({ model }) => model);
    const { variance, squaredError } = anchoredMoments(kept, 41);
    expectMean(
      last.map((model) => (model.covariance[0]! + model.covariance[4]! + model.covariance[8]!) / 5),
      variance,
    );
    expectMean(
      last.map(({ mean }) => mean.reduce((sum, value) => sum + value ** 2, 0) / 5),
      squaredError,
    );
  });

  test("the diversity of frequencies", async () => {
    const probabilities = Float64Array.of(0.5, 0.3, 0.2);
    const records = await runChain({
      ...settings,
      family: categorical({ categories: 3 }),
      regime: anchor(0.1),
      real: { model: { probabilities }, count: 30 },
      random: createRandom("anchored diversity"),
    }).collect();
    for (const at of generations) {
      const diversities = records
        .filter(({ generation }) => generation === at)
        .map(({ model }) => heterozygosity(model.probabilities) / heterozygosity(probabilities));
      expectMean(diversities, anchoredMoments(kept, at + 1).variance);
    }
  });
});

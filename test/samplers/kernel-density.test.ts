import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { pointsFrom } from "../../lib/data/points";
import { gaussianMoments } from "../../lib/fitters/gaussian";
import { fitKernelDensity } from "../../lib/fitters/kernel-density/fit";
import type { KernelDensityOptions } from "../../lib/fitters/kernel-density/model";
import { multivariateMoments } from "../../lib/fitters/multivariate-gaussian";
import { meanAndStandardError } from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";
import { replace } from "../../lib/regimes/replace";
import {
  kernelDensityEstimate,
  multivariateKernelDensityEstimate,
  sampleKernelDensity,
} from "../../lib/samplers/kernel-density";
import { expectClose, readGolden } from "../fitters/helpers";
import { type Bins, expectToFollow, seeds } from "../random/goodness-of-fit";

const bins = readGolden<{ kolmogorovLimit: number; normal: Bins }>("random-distributions");

describe("sampleKernelDensity", () => {
  test.each(seeds)("about one centre follows the normal distribution (seed %s)", (seed) => {
    const model = fitKernelDensity([5], { bandwidth: 3 });
    const sample = sampleKernelDensity(model, 100_000, createRandom(seed)).map((x) => (x - 5) / 3);
    expectToFollow(sample, bins.normal, bins.kolmogorovLimit);
  });

  test.each(seeds)("takes every centre as often as the others (seed %s)", (seed) => {
    const draws = 60_000;
    const model = fitKernelDensity([0, 10, 10, 20], { bandwidth: 0.5 });
    const sample = sampleKernelDensity(model, draws, createRandom(seed));
    const share = (least: number, most: number) => sample.filter((x) => x > least && x < most).length / draws;
    for (const [centre, expected] of [
      [0, 0.25],
      [10, 0.5],
      [20, 0.25],
    ] as const) {
      const standardError = Math.sqrt((expected * (1 - expected)) / draws);
      expect(Math.abs(share(centre - 5, centre + 5) - expected)).toBeLessThan(4.5 * standardError);
    }
  });

  test.each(seeds)("in several dimensions has the moments of the model (seed %s)", (seed) => {
    const points = pointsFrom([
      [0, 1],
      [2, 0],
      [3, 5],
      [-4, 1],
    ]);
    const model = fitKernelDensity(points);
    const centres = multivariateMoments(model.centres, false);
    const draws = 100_000;
    const sample = sampleKernelDensity(model, draws, createRandom(seed));
    const { mean, covariance } = multivariateMoments(sample, false);
    const expected = centres.covariance.map((entry, i) => entry + model.kernelCovariance[i]!);
    for (let i = 0; i < 2; i++) {
      expect(Math.abs(mean[i]! - centres.mean[i]!)).toBeLessThan(4.5 * Math.sqrt(expected[3 * i]! / draws));
      for (let j = 0; j < 2; j++) {
        // The kernels' sum has lighter tails than a normal: its fourth moments are below the normal's.
        const normal = Math.sqrt((expected[3 * i]! * expected[3 * j]! + expected[2 * i + j]! ** 2) / draws);
        expect(Math.abs(covariance[2 * i + j]! - expected[2 * i + j]!)).toBeLessThan(4.5 * normal);
      }
    }
  });

  test("draws an integer and a normal each", () => {
    const model = fitKernelDensity([1, 2, 4]);
    const [random, other] = [createRandom("draws"), createRandom("draws")];
    const sample = sampleKernelDensity(model, 50, random);
    const again = Float64Array.from(
      { length: 50 },
      () => model.centres[other.integer(3)]! + model.bandwidth * other.normal(),
    );
    expect(sample).toEqual(again);
  });
});

describe("the family", () => {
  const random = createRandom("family");

  test("fits as the fitter does, and can be made again elsewhere", () => {
    const sample = Float64Array.of(1, 2, 4, 8);
    const options = { bandwidth: "silverman", shrink: true } as const;
    expect(kernelDensityEstimate(options).fit(sample, random)).toEqual(fitKernelDensity(sample, options));
    expect(kernelDensityEstimate(options).origin).toEqual({
      module: "model-collapse",
      exportName: "kernelDensityEstimate",
      arguments: [options],
    });
    const points = pointsFrom([
      [0, 1],
      [2, 0],
      [3, 5],
    ]);
    const several = multivariateKernelDensityEstimate({ bandwidth: 2 });
    expect(several.fit(points, random)).toEqual(fitKernelDensity(points, { bandwidth: 2 }));
    expect(several.origin?.exportName).toBe("multivariateKernelDensityEstimate");
  });

  test("fills a target as it samples", () => {
    const family = kernelDensityEstimate();
    const model = family.fit(Float64Array.of(1, 2, 4), random);
    const target = new Float64Array(20);
    family.sampleInto!(model, target, createRandom("same"));
    expect(target).toEqual(family.sample(model, 20, createRandom("same")));
  });

  test("refuses a bandwidth that is none", () => {
    expect(() => kernelDensityEstimate({ bandwidth: -1 })).toThrow(
      /kernelDensityEstimate needs bandwidth to be "scott", "silverman" or a positive number, got -1/,
    );
    expect(() => multivariateKernelDensityEstimate({ bandwidth: Number.NaN })).toThrow(/positive number/);
  });

  test.each([{}, { shrink: true }, { bandwidth: 1, shrink: true }] as const)(
    "is absorbed by equal observations: %o",
    (options) => {
      const family = kernelDensityEstimate(options);
      const model = family.fit(new Float64Array(5).fill(0.1), random);
      expect(family.isAbsorbed!(model)).toBe(true);
      expect(family.fit(family.sample(model, 5, random), random)).toEqual(model);
      const several = multivariateKernelDensityEstimate(options);
      const point = pointsFrom([
        [1, 0.1],
        [1, 0.1],
        [1, 0.1],
      ]);
      const pointModel = several.fit(point, random);
      expect(several.isAbsorbed!(pointModel)).toBe(true);
      expect(several.sample(pointModel, 3, random)).toEqual(point);
    },
  );

  test("is not absorbed while the kernel spreads or centres differ", () => {
    const spread = kernelDensityEstimate({ bandwidth: 1 });
    expect(spread.isAbsorbed!(spread.fit(new Float64Array(5).fill(3), random))).toBe(false);
    const rule = kernelDensityEstimate();
    expect(rule.isAbsorbed!(rule.fit(Float64Array.of(3, 3, 4), random))).toBe(false);
    const several = multivariateKernelDensityEstimate();
    expect(
      several.isAbsorbed!(
        several.fit(
          pointsFrom([
            [3, 1],
            [3, 2],
          ]),
          random,
        ),
      ),
    ).toBe(false);
  });

  test("has the log density of the model", () => {
    const family = kernelDensityEstimate({ bandwidth: 1 });
    const model = family.fit(Float64Array.of(0), random);
    expectClose(
      family.logDensity!(model, Float64Array.of(0, 2)),
      [-0.9189385332046727, -2.9189385332046727],
      1e-15,
    );
  });
});

describe("a chain of kernel densities", () => {
  const [n, generations, replicates] = [50, 8, 2000];
  const fits = generations + 1;
  const kept = 1 - 1 / n;

  /** Mean over replicates of the last model's variance, with its standard error. It starts from variance 1. */
  async function lastVariance(options: KernelDensityOptions, label: string) {
    const records = await runChain({
      family: kernelDensityEstimate(options),
      regime: replace,
      real: { model: { centres: Float64Array.of(0), bandwidth: 1 }, count: n },
      generations,
      replicates,
      recordedGenerations: [generations],
      random: createRandom("chains").fork(label),
    }).collect();
    return meanAndStandardError(
      records.map(
        ({ model }) => gaussianMoments(model.centres, false).standardDeviation ** 2 + model.bandwidth ** 2,
      ),
    );
  }

  // A training set of n has (1 − 1/n) of its model's variance on average; the kernel adds its own.
  test.each<[string, KernelDensityOptions, number]>([
    ["gains h² a generation", { bandwidth: 0.5 }, kept ** fits + (0.25 * (1 - kept ** fits)) / (1 - kept)],
    ["gains n^(−2/5) of it by Scott's rule", {}, (kept + n ** -0.4) ** fits],
    ["gains nothing with shrinkage", { bandwidth: 0.5, shrink: true }, kept ** fits],
    ["gains nothing with Scott's rule and shrinkage", { shrink: true }, kept ** fits],
  ])("%s", async (label, options, expected) => {
    const { measured, standardError } = await lastVariance(options, label);
    expect(Math.abs(measured - expected)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.05 * expected);
  });
});

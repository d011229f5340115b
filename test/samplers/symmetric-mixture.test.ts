import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { finalModels } from "../../lib/chain/records";
import { fitSymmetricMixture } from "../../lib/fitters/symmetric-mixture";
import { kolmogorovSmirnov } from "../../lib/metrics/kolmogorov-smirnov";
import { createRandom } from "../../lib/random/create-random";
import { replace } from "../../lib/regimes/replace";
import { sampleSymmetricMixture, symmetricMixture } from "../../lib/samplers/symmetric-mixture";
import { meanOf, seeds } from "../random/goodness-of-fit";

describe("fitSymmetricMixture", () => {
  test("recovers components that lie apart", () => {
    const sample = sampleSymmetricMixture({ mean: 5, standardDeviation: 0.5 }, 20_000, createRandom(1));
    const { mean, standardDeviation } = fitSymmetricMixture(sample);
    expect(mean).toBeCloseTo(5, 1);
    expect(standardDeviation).toBeCloseTo(0.5, 1);
  });

  test("keeps the second moment, whatever it calls mean and spread", () => {
    const sample = createRandom("any").fillNormal(new Float64Array(15), 0.4, 2);
    const { mean, standardDeviation } = fitSymmetricMixture(sample, { eta: 3 });
    const square = sample.reduce((sum, x) => sum + x * x, 0) / 15;
    expect(mean ** 2 + standardDeviation ** 2).toBeCloseTo(square, 12);
  });

  test("has no spread on two mirrored points, and keeps some mean however far one point lies out", () => {
    expect(fitSymmetricMixture([2, -2, 2])).toEqual({ mean: 2, standardDeviation: 0 });
    const outlier = Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? 1e9 : 0));
    expect(fitSymmetricMixture(outlier).mean).toBeGreaterThan(0);
  });

  test("refuses what it cannot fit", () => {
    expect(() => fitSymmetricMixture([1])).toThrow(
      "fitSymmetricMixture needs at least 2 observations, got 1",
    );
    expect(() => fitSymmetricMixture([1, 2], { eta: 1 })).toThrow(
      "fitSymmetricMixture needs eta to be above 1, got 1",
    );
    expect(() => symmetricMixture({ eta: 0 })).toThrow("symmetricMixture needs eta to be above 1, got 0");
  });
});

describe("symmetric mixture family", () => {
  test.each(seeds)("draws from both components alike (seed %s)", (seed) => {
    const model = { mean: 1, standardDeviation: 0.7 };
    const sample = sampleSymmetricMixture(model, 50_000, createRandom(seed));
    const { mean, standardError } = meanOf(sample);
    expect(Math.abs(mean)).toBeLessThan(5 * standardError);
    const shifted = createRandom(`${seed} beside`);
    const beside = Float64Array.from({ length: 50_000 }, (_, i) => {
      return (i % 2 === 0 ? 1 : -1) + 0.7 * shifted.normal();
    });
    expect(kolmogorovSmirnov(sample, beside)).toBeLessThan(2.7 * Math.sqrt(2 / 50_000)); // once in a million
  });

  test("a chain loses its spread", async () => {
    const family = symmetricMixture();
    const chain = runChain({
      family,
      regime: replace,
      real: { model: { mean: 1, standardDeviation: 1 }, count: 15 },
      generations: 1000,
      replicates: 20,
      recordedGenerations: [1000],
      random: createRandom("chain"),
    });
    const spreads = finalModels(await chain.collect()).map(({ standardDeviation }) => standardDeviation);
    expect(spreads.filter((spread) => spread < 0.1).length).toBeGreaterThan(15);
    expect(family.isAbsorbed!({ mean: 1, standardDeviation: 0 })).toBe(true);
    expect(family.origin!.arguments).toEqual([{}]);
  });
});

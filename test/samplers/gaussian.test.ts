import { describe, expect, test } from "vitest";
import { fitGaussian } from "../../lib/fitters/gaussian";
import { createRandom } from "../../lib/random/create-random";
import { gaussian, gaussianLogDensity, sampleGaussian } from "../../lib/samplers/gaussian";
import { expectClose, readGolden } from "../fitters/helpers";
import { type Bins, expectToFollow, seeds } from "../random/goodness-of-fit";

const bins = readGolden<{ kolmogorovLimit: number; normal: Bins }>("random-distributions");
const golden = readGolden<{ sample: number[]; logDensity: number[] }>("gaussian");
const model = { mean: -3, standardDeviation: 0.25 };

describe("sampleGaussian", () => {
  test.each(seeds)("follows the normal distribution (seed %s)", (seed) => {
    const sample = sampleGaussian(model, 100_000, createRandom(seed));
    const standardised = sample.map((x) => (x - model.mean) / model.standardDeviation);
    expectToFollow(standardised, bins.normal, bins.kolmogorovLimit);
  });

  test("draws one normal an observation", () => {
    const random = createRandom("draws");
    sampleGaussian(model, 500, random);
    const other = createRandom("draws");
    for (let i = 0; i < 500; i++) other.normal();
    expect(random.next()).toBe(other.next());
  });

  test("a fit to its sample recovers the model within five standard errors", () => {
    const rows = 40_000;
    const fitted = fitGaussian(sampleGaussian(model, rows, createRandom("recover")));
    const standardError = model.standardDeviation / Math.sqrt(rows);
    expect(Math.abs(fitted.mean - model.mean)).toBeLessThan(5 * standardError);
    expect(Math.abs(fitted.standardDeviation - model.standardDeviation)).toBeLessThan(
      (5 * standardError) / Math.SQRT2,
    );
  });
});

describe("gaussianLogDensity", () => {
  test("equals SciPy", () => {
    const fitted = fitGaussian(golden.sample);
    expectClose(gaussianLogDensity(fitted, Float64Array.from(golden.sample)), golden.logDensity, 1e-13);
  });

  test("of a point mass is infinite at the point and zero density elsewhere", () => {
    const point = { mean: 2, standardDeviation: 0 };
    expect([...gaussianLogDensity(point, Float64Array.of(2, 2.5))]).toEqual([Infinity, -Infinity]);
  });
});

describe("gaussian family", () => {
  const random = createRandom("family");

  test("fits with 1/n, or 1/(n − 1) when unbiased, and can be made again elsewhere", () => {
    const sample = Float64Array.of(1, 2, 3, 6);
    expect(gaussian().fit(sample, random)).toEqual(fitGaussian(sample));
    expect(gaussian({ unbiased: true }).fit(sample, random)).toEqual(fitGaussian(sample, { unbiased: true }));
    expect(gaussian({ unbiased: true }).origin).toEqual({
      module: "model-collapse",
      exportName: "gaussian",
      arguments: [{ unbiased: true }],
    });
  });

  test("a constant training set is absorbed, not an error, and stays exactly where it is", () => {
    const family = gaussian();
    const collapsed = family.fit(new Float64Array(10).fill(0.1), random);
    expect(family.isAbsorbed!(collapsed)).toBe(true);
    expect(family.fit(family.sample(collapsed, 10, random), random)).toEqual(collapsed);
  });

  test("is absorbed once draws no longer vary beside the mean", () => {
    const absorbed = gaussian().isAbsorbed!;
    expect(absorbed({ mean: 1, standardDeviation: 1e-18 })).toBe(true);
    expect(absorbed({ mean: 1, standardDeviation: 1e-15 })).toBe(false);
    expect(absorbed({ mean: 0, standardDeviation: 1e-300 })).toBe(false);
    const sample = sampleGaussian({ mean: 1, standardDeviation: 1e-18 }, 10_000, random);
    expect(new Set(sample)).toEqual(new Set([1]));
  });
});

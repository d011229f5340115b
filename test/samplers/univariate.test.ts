import { describe, expect, test } from "vitest";
import type { TrainingSet } from "../../lib/data/points";
import type { Family } from "../../lib/fitters/family";
import { createRandom } from "../../lib/random/create-random";
import { bernoulli, bernoulliLogDensity, sampleBernoulli } from "../../lib/samplers/bernoulli";
import { beta, betaLogDensity, sampleBeta } from "../../lib/samplers/beta";
import { exponential, exponentialLogDensity, sampleExponential } from "../../lib/samplers/exponential";
import { logNormal, logNormalLogDensity, sampleLogNormal } from "../../lib/samplers/log-normal";
import { pareto, paretoLogDensity, samplePareto } from "../../lib/samplers/pareto";
import { poisson, poissonLogDensity, samplePoisson } from "../../lib/samplers/poisson";
import { sampleStudentT, studentT, studentTLogDensity } from "../../lib/samplers/student-t";
import { sampleUniform, uniform, uniformLogDensity } from "../../lib/samplers/uniform";
import { expectClose, readGolden } from "../fitters/helpers";
import { type Bins, expectToFollow, meanOf, type ParameterisedBins, seeds } from "../random/goodness-of-fit";

const bins = readGolden<{
  kolmogorovLimit: number;
  normal: Bins;
  exponential: Bins;
  beta: ParameterisedBins[];
  poisson: ParameterisedBins[];
}>("random-distributions");
interface Fit {
  readonly sample: number[];
  readonly logDensity: number[];
}
const golden = readGolden<{
  studentT: readonly (Fit & { degreesOfFreedom: number; location: number; scale: number })[];
  studentTBins: readonly (Bins & { degreesOfFreedom: number })[];
  beta: readonly (Fit & { alpha: number; beta: number })[];
  pareto: { sample: number[]; fitted: { minimum: number; shape: number; logDensity: number[] } };
  exponential: Fit & { rate: number };
  logNormal: Fit & { logMean: number; logStandardDeviation: number };
  uniform: Fit & { range: [number, number] };
  poisson: Fit & { mean: number };
}>("univariate-fits");

describe.each(seeds)("draws follow their distribution (seed %s)", (seed) => {
  const random = createRandom(seed);
  const limit = bins.kolmogorovLimit;

  test("Pareto: the logarithm above the minimum is exponential", () => {
    const sample = samplePareto({ minimum: 3, shape: 2.5 }, 200_000, random);
    expectToFollow(
      sample.map((x) => 2.5 * Math.log(x / 3)),
      bins.exponential,
      limit,
    );
  });

  test("exponential and uniform", () => {
    expectToFollow(
      sampleExponential({ rate: 4 }, 200_000, random).map((x) => 4 * x),
      bins.exponential,
      limit,
    );
    const sample = sampleUniform({ minimum: -2, maximum: 6 }, 200_000, random);
    const edges = Array.from({ length: bins.normal.edges.length }, (_, i) => -2 + (8 * (i + 1)) / 1000);
    expectToFollow(sample, { ...bins.normal, edges }, limit);
  });

  test.each(golden.studentTBins)("Student's t with $degreesOfFreedom degrees of freedom", (expected) => {
    const model = { location: -1, scale: 2, degreesOfFreedom: expected.degreesOfFreedom };
    const sample = sampleStudentT(model, 100_000, random).map((x) => (x + 1) / 2);
    expectToFollow(sample, expected, limit);
  });

  test("Student's t with infinite degrees of freedom is normal", () => {
    const model = { location: -1, scale: 2, degreesOfFreedom: Infinity };
    expectToFollow(
      sampleStudentT(model, 100_000, random).map((x) => (x + 1) / 2),
      bins.normal,
      limit,
    );
  });

  test("log-normal", () => {
    const sample = sampleLogNormal({ logMean: 1, logStandardDeviation: 2 }, 100_000, random);
    expectToFollow(
      sample.map((x) => (Math.log(x) - 1) / 2),
      bins.normal,
      limit,
    );
  });

  test("beta, Poisson and Bernoulli", () => {
    const [a, b] = bins.beta[4]!.arguments as [number, number];
    expectToFollow(sampleBeta({ alpha: a, beta: b }, 100_000, random), bins.beta[4]!, limit);
    const mean = bins.poisson[1]!.arguments[0]!;
    expectToFollow(samplePoisson({ mean }, 100_000, random), bins.poisson[1]!, limit);
    const share = meanOf(sampleBernoulli({ probability: 0.3 }, 100_000, random));
    expect(Math.abs(share.mean - 0.3)).toBeLessThan(5 * share.standardError);
  });
});

describe("log densities equal SciPy's", () => {
  test("at the fitted models", () => {
    for (const { logDensity, sample, ...model } of golden.studentT) {
      expectClose(studentTLogDensity(model, Float64Array.from(sample.slice(0, 5))), logDensity, 1e-12);
    }
    for (const { logDensity, sample, ...model } of golden.beta) {
      expectClose(betaLogDensity(model, Float64Array.from(sample.slice(0, 5))), logDensity, 1e-9);
    }
    const { sample, fitted } = golden.pareto;
    expectClose(paretoLogDensity(fitted, Float64Array.from(sample.slice(0, 5))), fitted.logDensity, 1e-12);
    const waits = golden.exponential;
    expectClose(exponentialLogDensity(waits, Float64Array.from(waits.sample)), waits.logDensity, 1e-12);
    const logs = golden.logNormal;
    const logModel = logNormal().fit(Float64Array.from(logs.sample), createRandom("x"));
    expectClose(logNormalLogDensity(logModel, Float64Array.from(logs.sample)), logs.logDensity, 1e-12);
    const counts = golden.poisson;
    expectClose(poissonLogDensity(counts, Int32Array.from(counts.sample)), counts.logDensity, 1e-12);
    const [minimum, maximum] = golden.uniform.range;
    expectClose(
      uniformLogDensity({ minimum, maximum }, Float64Array.of(0)),
      golden.uniform.logDensity,
      1e-12,
    );
    expect([...bernoulliLogDensity({ probability: 0.25 }, Int32Array.of(0, 1))]).toEqual([
      Math.log(0.75),
      Math.log(0.25),
    ]);
  });

  test("are −Infinity where nothing is drawn, and Infinity at a point mass", () => {
    expect([...paretoLogDensity({ minimum: 1, shape: 2 }, Float64Array.of(0.5))]).toEqual([-Infinity]);
    expect([...paretoLogDensity({ minimum: 1, shape: Infinity }, Float64Array.of(1, 2))]).toEqual([
      Infinity,
      -Infinity,
    ]);
    expect([...exponentialLogDensity({ rate: Infinity }, Float64Array.of(-1, 0, 1))]).toEqual([
      -Infinity,
      Infinity,
      -Infinity,
    ]);
    expect([...uniformLogDensity({ minimum: 1, maximum: 1 }, Float64Array.of(1, 2))]).toEqual([
      Infinity,
      -Infinity,
    ]);
    const still = { logMean: 0, logStandardDeviation: 0 };
    expect([...logNormalLogDensity(still, Float64Array.of(1, 2, 0))]).toEqual([
      Infinity,
      -Infinity,
      -Infinity,
    ]);
    expect([...poissonLogDensity({ mean: 0 }, Int32Array.of(0, 1))]).toEqual([-0, -Infinity]);
    expect([...bernoulliLogDensity({ probability: 1 }, Int32Array.of(0, 1, 2))]).toEqual([
      -Infinity,
      0,
      -Infinity,
    ]);
    expect([...betaLogDensity({ alpha: 2, beta: 2 }, Float64Array.of(0, 1))]).toEqual([-Infinity, -Infinity]);
    const point = { location: 2, scale: 0, degreesOfFreedom: 3 };
    expect([...studentTLogDensity(point, Float64Array.of(2, 3))]).toEqual([Infinity, -Infinity]);
    const far = studentTLogDensity({ location: 0, scale: 1, degreesOfFreedom: 0.5 }, Float64Array.of(1e300));
    expect(far[0]).toBeCloseTo(
      studentTLogDensity({ location: 0, scale: 1e200, degreesOfFreedom: 0.5 }, Float64Array.of(1e300))[0]! -
        0.5 * 200 * Math.LN10,
      6,
    );
  });
});

/** Fits a constant training set: the chain must stay there, digit by digit. */
function expectToStay<Data extends TrainingSet, Model>(family: Family<Data, Model>, constant: Data): void {
  const random = createRandom("stay");
  const collapsed = family.fit(constant, random);
  expect(family.isAbsorbed!(collapsed), family.name).toBe(true);
  const drawn = family.sample(collapsed, 20, random);
  expect(new Set(drawn as Float64Array), family.name).toEqual(new Set(constant as Float64Array));
  const again = family.fit(drawn, random);
  expect(again, family.name).toEqual(collapsed);
  expect(family.origin!.exportName).toBe(family.name);
}

describe("families", () => {
  test("stay where a training set without variation has brought them", () => {
    expectToStay(pareto(), new Float64Array(20).fill(0.1));
    expectToStay(uniform(), new Float64Array(20).fill(0.1));
    expectToStay(exponential(), new Float64Array(20));
    expectToStay(logNormal(), new Float64Array(20).fill(1));
    expectToStay(poisson(), new Int32Array(20));
    expectToStay(bernoulli(), new Int32Array(20).fill(1));
    expectToStay(bernoulli(), new Int32Array(20));
    expectToStay(studentT(), new Float64Array(20).fill(0.1));
    for (const value of [0.1, 0.5, 0.9, 1e-9, 1 - 1e-9])
      expectToStay(beta(), new Float64Array(20).fill(value));
  });

  test("are not absorbed while draws vary", () => {
    expect(pareto().isAbsorbed!({ minimum: 1, shape: 1e15 })).toBe(false);
    expect(beta().isAbsorbed!({ alpha: 1e30, beta: 1e30 })).toBe(false);
    expect(uniform().isAbsorbed!({ minimum: 1, maximum: 1 + Number.EPSILON })).toBe(false);
    expect(studentT().isAbsorbed!({ location: 1, scale: 1e-9, degreesOfFreedom: 3 })).toBe(false);
    expect(studentT().isAbsorbed!({ location: 1, scale: 1e-20, degreesOfFreedom: Infinity })).toBe(true);
  });

  test("fill memory with the same numbers as they draw", () => {
    const model = { location: 1, scale: 2, degreesOfFreedom: 4 };
    const target = new Float64Array(50);
    studentT().sampleInto!(model, target, createRandom("same"));
    expect(target).toEqual(sampleStudentT(model, 50, createRandom("same")));
    pareto().sampleInto!({ minimum: 1, shape: 2 }, target, createRandom("same"));
    expect(target).toEqual(samplePareto({ minimum: 1, shape: 2 }, 50, createRandom("same")));
  });

  test("draw no infinity", () => {
    const heavy = samplePareto({ minimum: 1e300, shape: 0.01 }, 1000, createRandom("heavy"));
    expect(heavy.every(Number.isFinite)).toBe(true);
    const random = createRandom("heavy");
    const wild = sampleLogNormal({ logMean: 0, logStandardDeviation: 1e4 }, 1000, random);
    expect(wild.every((x) => x > 0 && x < Infinity)).toBe(true);
    expect(
      sampleStudentT({ location: 0, scale: 1, degreesOfFreedom: 0.1 }, 1e4, random).every(Number.isFinite),
    ).toBe(true);
  });

  test("take options and refuse wrong ones", () => {
    const known = pareto({ minimum: 1 }).fit(Float64Array.of(Math.E, Math.E), createRandom("x"));
    expect(known).toEqual({ minimum: 1, shape: 1 });
    expect(() => pareto({ minimum: 0 })).toThrow(
      /pareto needs minimum to be a finite positive number, got 0/,
    );
    expect(() => studentT({ degreesOfFreedom: -1 })).toThrow(
      /studentT needs degreesOfFreedom to be positive, got -1/,
    );
    expect(() => samplePoisson({ mean: 2 ** 31 }, 1, createRandom("x"))).toThrow(
      /mean of at most 2\^30, got 2147483648/,
    );
  });
});

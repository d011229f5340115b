import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitBernoulli } from "../../lib/fitters/bernoulli";
import { betaLikeliest, fitBeta } from "../../lib/fitters/beta";
import { fitExponential } from "../../lib/fitters/exponential";
import { fitLogNormal } from "../../lib/fitters/log-normal";
import { fitPareto, paretoMoments } from "../../lib/fitters/pareto";
import { fitPoisson } from "../../lib/fitters/poisson";
import { digamma } from "../../lib/fitters/special-functions";
import { fitStudentT, studentTLikeliest } from "../../lib/fitters/student-t/fit";
import { fitUniform, rangeOf } from "../../lib/fitters/uniform";
import { createRandom } from "../../lib/random/create-random";
import { samplePareto } from "../../lib/samplers/pareto";
import { sampleUniform } from "../../lib/samplers/uniform";
import { meanOf } from "../random/goodness-of-fit";
import { readGolden } from "./helpers";

interface Golden {
  readonly studentT: readonly {
    sample: number[];
    degreesOfFreedom: number;
    location: number;
    scale: number;
  }[];
  readonly lightTails: number[];
  readonly beta: readonly { sample: number[]; alpha: number; beta: number }[];
  readonly pareto: {
    readonly sample: number[];
    readonly fitted: { minimum: number; shape: number };
    readonly known: { minimum: number; shape: number };
  };
  readonly exponential: { sample: number[]; rate: number };
  readonly logNormal: { sample: number[]; logMean: number; logStandardDeviation: number };
  readonly uniform: { sample: number[]; range: [number, number] };
  readonly poisson: { sample: number[]; mean: number };
}
const golden = readGolden<Golden>("univariate-fits");

describe("maximum likelihood equals SciPy", () => {
  test("fitPareto, with and without a known minimum", () => {
    const { sample, fitted, known } = golden.pareto;
    const estimate = fitPareto(sample);
    expect(estimate.minimum).toBe(fitted.minimum);
    expect(estimate.shape / fitted.shape).toBeCloseTo(1, 12);
    expect(fitPareto(sample, { minimum: 1.25 }).shape / known.shape).toBeCloseTo(1, 12);
  });

  test("fitExponential, fitUniform, fitPoisson", () => {
    expect(fitExponential(golden.exponential.sample).rate / golden.exponential.rate).toBeCloseTo(1, 13);
    const [minimum, maximum] = golden.uniform.range;
    expect(fitUniform(golden.uniform.sample)).toEqual({ minimum, maximum });
    expect(fitPoisson(golden.poisson.sample)).toEqual({ mean: golden.poisson.mean });
    expect(fitBernoulli([1, 1, 0, 1, 0])).toEqual({ probability: 0.6 });
  });

  test("fitLogNormal", () => {
    const { sample, logMean, logStandardDeviation } = golden.logNormal;
    const fitted = fitLogNormal(sample);
    // SciPy searches for the median: it agrees to the digits at which it stops.
    expect(fitted.logMean).toBeCloseTo(logMean, 4);
    expect(fitted.logStandardDeviation).toBeCloseTo(logStandardDeviation, 12);
  });

  test.each(golden.beta)("fitBeta with alpha $alpha", ({ sample, alpha, beta }) => {
    const fitted = fitBeta(sample);
    expect(fitted.alpha / alpha).toBeCloseTo(1, 9);
    expect(fitted.beta / beta).toBeCloseTo(1, 9);
  });

  test.each(golden.studentT)("fitStudentT with $degreesOfFreedom degrees of freedom", (expected) => {
    const fixed = Number.isInteger(expected.degreesOfFreedom);
    const fitted = fitStudentT(expected.sample, fixed ? { degreesOfFreedom: expected.degreesOfFreedom } : {});
    expect(fitted.converged).toBe(true);
    expect(fitted.location / expected.location).toBeCloseTo(1, 7);
    expect(fitted.scale / expected.scale).toBeCloseTo(1, 7);
    expect(fitted.degreesOfFreedom / expected.degreesOfFreedom).toBeCloseTo(1, 7);
  });
});

describe("fitStudentT", () => {
  test("of light tails is the normal distribution", () => {
    const fitted = fitStudentT(golden.lightTails);
    const { mean, standardError } = meanOf(golden.lightTails);
    const n = golden.lightTails.length;
    expect(fitted.degreesOfFreedom).toBe(Infinity);
    expect(fitted.location).toBeCloseTo(mean, 9);
    expect(fitted.scale).toBeCloseTo(standardError * Math.sqrt(n - 1), 9);
    expect(fitStudentT(golden.lightTails, { degreesOfFreedom: Infinity }).location).toBeCloseTo(mean, 9);
  });

  test("follows an affine change of units", () => {
    const { sample } = golden.studentT[0]!;
    const plain = fitStudentT(sample);
    const moved = fitStudentT(sample.map((x) => -50 * x + 7));
    expect(moved.location).toBeCloseTo(-50 * plain.location + 7, 6);
    expect(moved.scale / plain.scale).toBeCloseTo(50, 6);
    expect(moved.degreesOfFreedom).toBeCloseTo(plain.degreesOfFreedom, 6);
  });

  test("says when it was stopped before its end", () => {
    const { sample } = golden.studentT[0]!;
    expect(fitStudentT(sample, { maximumIterations: 2 })).toMatchObject({ iterations: 2, converged: false });
  });

  test("does not overflow for draws of very heavy tails", () => {
    const fitted = studentTLikeliest(Float64Array.of(-1, 0, 0.5, 1, 2, 1e200, -1e300), {});
    for (const value of [fitted.location, fitted.scale, fitted.degreesOfFreedom])
      expect(Number.isFinite(value)).toBe(true);
  });
});

describe("fitBeta", () => {
  test("satisfies the equations of the likelihood, whatever the sample", () => {
    const inside = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(fc.array(inside, { minLength: 3, maxLength: 30 }), (sample) => {
        const spread = Math.max(...sample) - Math.min(...sample);
        fc.pre(spread > 0.05);
        const { alpha, beta } = fitBeta(sample);
        const meanLog = meanOf(sample.map(Math.log)).mean;
        const meanLogRest = meanOf(sample.map((x) => Math.log1p(-x))).mean;
        expect(digamma(alpha) - digamma(alpha + beta)).toBeCloseTo(meanLog, 7);
        expect(digamma(beta) - digamma(alpha + beta)).toBeCloseTo(meanLogRest, 7);
      }),
    );
  });

  test("hands over to the moments where the likelihood is flat, without a jump", () => {
    for (const width of [2e-3, 1.2e-3, 8e-4]) {
      const sample = Float64Array.from({ length: 50 }, (_, i) => 0.3 + (width * (i - 24.5)) / 50);
      const variance = (width / 50) ** 2 * ((50 ** 2 - 1) / 12);
      const { alpha, beta } = betaLikeliest(sample);
      expect((alpha + beta) / ((0.3 * 0.7) / variance - 1)).toBeCloseTo(1, 4);
      expect(alpha / (alpha + beta)).toBeCloseTo(0.3, 8);
    }
  });
});

describe("bias, as the docstrings say", () => {
  const random = createRandom("bias");
  const replicates = 20_000;
  const n = 10;

  test("the shape of a Pareto is too large by n/(n − 2), or n/(n − 1) with its minimum known", () => {
    const model = { minimum: 2, shape: 3 };
    const samples = Array.from({ length: replicates }, () => samplePareto(model, n, random));
    for (const [minimum, factor] of [
      [undefined, n / (n - 2)],
      [2, n / (n - 1)],
    ] as const) {
      const { mean, standardError } = meanOf(samples.map((sample) => paretoMoments(sample, minimum).shape));
      expect(Math.abs(mean - 3 * factor)).toBeLessThan(4.5 * standardError);
    }
    const { mean, standardError } = meanOf(samples.map((sample) => paretoMoments(sample).minimum));
    expect(Math.abs(mean - (2 * n * 3) / (n * 3 - 1))).toBeLessThan(4.5 * standardError);
  });

  test("the range of a uniform is too short by (n − 1)/(n + 1)", () => {
    const ranges = Array.from({ length: replicates }, () => {
      const { minimum, maximum } = rangeOf(sampleUniform({ minimum: -1, maximum: 3 }, n, random));
      return maximum - minimum;
    });
    const { mean, standardError } = meanOf(ranges);
    expect(Math.abs(mean - (4 * (n - 1)) / (n + 1))).toBeLessThan(4.5 * standardError);
  });
});

describe("refusals", () => {
  test.each<[() => unknown, RegExp]>([
    [() => fitPareto([1]), /fitPareto needs at least 2 observations, got 1/],
    [() => fitPareto([1, 0]), /needs numbers greater than 0: observation 1 is 0\. Drop what is not positive/],
    [
      () => fitPareto([1, 2], { minimum: 1.5 }),
      /at least the given minimum 1\.5, got 1\. Drop what is smaller/,
    ],
    [() => fitPareto([1, 2], { minimum: -1 }), /minimum to be a finite positive number, got -1/],
    [() => fitPareto([3, 3]), /fitPareto needs a sample that varies: all 2 observations are 3/],
    [() => fitLogNormal([1, 0]), /fitLogNormal needs numbers greater than 0: observation 1 is 0/],
    [() => fitLogNormal([2, 2]), /fitLogNormal needs a sample that varies/],
    [() => fitUniform([4, 4]), /fitUniform needs a sample that varies: all 2 observations are 4/],
    [() => fitUniform([-1e308, 1e308]), /needs a range that is finite, got values from -1e\+308 to 1e\+308/],
    [() => fitUniform([Number.NaN, 1]), /fitUniform needs finite numbers: observation 0 is NaN/],
    [() => fitExponential([]), /fitExponential needs at least 1 observations, got 0/],
    [() => fitExponential([1, -2]), /at least 0: observation 1 is -2\. Drop what is negative/],
    [() => fitExponential([0, 0]), /fitExponential needs an observation above 0: all 2 are 0/],
    [() => fitExponential([1.7e308, 1.7e308]), /a sum that is finite\. Rescale/],
    [() => fitPoisson([]), /fitPoisson needs at least 1 outcome, got 0/],
    [() => fitPoisson([1.5]), /whole numbers from 0 to 2147483647, but outcome 0 is 1\.5\. Round or rescale/],
    [() => fitPoisson([0, 0]), /fitPoisson needs a count above 0: all 2 are 0/],
    [() => fitBernoulli([0, 2]), /whole numbers from 0 to 1, but outcome 1 is 2\. Code the event as 1/],
    [() => fitBeta([0.5, 1]), /strictly between 0 and 1: observation 1 is 1\. Rescale the data, or clip/],
    [() => fitBeta([0.5, 0.5]), /fitBeta needs a sample that varies/],
    [() => fitStudentT([1, 2]), /fitStudentT needs at least 3 observations, got 2/],
    [() => fitStudentT([1, 1, 1]), /fitStudentT needs a sample that varies/],
    [
      () => fitStudentT([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
      /likelihood is bounded: .* around 0, .*fix degreesOfFreedom/,
    ],
    [() => fitStudentT([1, 2, 4], { degreesOfFreedom: 0 }), /degreesOfFreedom to be positive, got 0/],
    [() => fitStudentT([1, 2, 4], { tolerance: 2 }), /tolerance to be between 0 and 1, got 2/],
    [() => fitStudentT([1, 2, 4], { maximumIterations: 0 }), /whole number of at least 1, got 0/],
  ])("%s", (fit, message) => {
    expect(fit).toThrow(RangeError);
    expect(fit).toThrow(message);
  });
});

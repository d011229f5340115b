import { expect, test } from "vitest";
import { type LabelledPoints, pointsFrom } from "../../lib/data/points";
import { bootstrapEstimate } from "../../lib/metrics/bootstrap";
import { wasserstein1 } from "../../lib/metrics/wasserstein";
import { createRandom } from "../../lib/random/create-random";

const mean = (sample: Float64Array): number => sample.reduce((sum, x) => sum + x, 0) / sample.length;
const variance = (sample: Float64Array): number => {
  const centre = mean(sample);
  return mean(sample.map((x) => (x - centre) ** 2));
};

test.each(["a", "b", "c"])(
  "of a mean and a variance: standard error and bias are those of theory (%s)",
  (seed) => {
    const random = createRandom(seed);
    const sample = Float64Array.from({ length: 50 }, () => random.exponential());
    const resamples = 4000;
    const ofMean = bootstrapEstimate(mean, [sample], { resamples }, random);
    const expected = Math.sqrt(variance(sample) / 50);
    expect(ofMean.measured).toBe(mean(sample));
    // A standard deviation over B values of kurtosis about 3 is known to 1/√(2B).
    expect(Math.abs(ofMean.standardError / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * resamples));
    expect(Math.abs(ofMean.bias)).toBeLessThan((4 * expected) / Math.sqrt(resamples));
    const ofVariance = bootstrapEstimate(variance, [sample], { resamples }, random);
    const noise = ofVariance.standardError / Math.sqrt(resamples);
    expect(Math.abs(ofVariance.bias + variance(sample) / 50)).toBeLessThan(4 * noise);
  },
);

test("draws all resamples alike: of two values the mean is each with ¼ and between them with ½", () => {
  const counts = new Map<number, number>();
  const counted = (sample: Float64Array): number => {
    counts.set(mean(sample), (counts.get(mean(sample)) ?? 0) + 1);
    return mean(sample);
  };
  bootstrapEstimate(counted, [Float64Array.of(0, 1)], { resamples: 10_000 }, createRandom("two"));
  for (const [value, share] of [
    [0, 0.25],
    [0.5, 0.5],
    [1, 0.25],
  ] as const) {
    const standardError = Math.sqrt(10_000 * share * (1 - share));
    expect(Math.abs(counts.get(value)! - 10_000 * share)).toBeLessThan(4 * standardError + 1);
  }
});

test("two samples are drawn apart, keep their sizes and are left as they were", () => {
  const random = createRandom("apart");
  const [a, b] = [random.fillNormal(new Float64Array(80)), random.fillNormal(new Float64Array(20), 3)];
  const before = [a.slice(), b.slice()];
  const difference = (x: Float64Array, y: Float64Array): number => {
    expect([x.length, y.length]).toEqual([80, 20]);
    return mean(y) - mean(x);
  };
  const { standardError } = bootstrapEstimate(difference, [a, b], { resamples: 4000 }, random);
  const expected = Math.sqrt(variance(a) / 80 + variance(b) / 20);
  expect(Math.abs(standardError / expected - 1)).toBeLessThan(4 / Math.sqrt(8000));
  expect([a, b]).toEqual(before);
});

test("the stated standard error of a Wasserstein distance is its true spread", () => {
  const root = createRandom("spread");
  const estimates = Array.from({ length: 300 }, (_, r) => {
    const random = root.fork(r);
    const [x, y] = [random.fillNormal(new Float64Array(60)), random.fillNormal(new Float64Array(90), 2)];
    return bootstrapEstimate(wasserstein1, [x, y], { resamples: 50 }, random);
  });
  const measured = Float64Array.from(estimates, (estimate) => estimate.measured);
  const stated = mean(Float64Array.from(estimates, (estimate) => estimate.standardError ** 2));
  expect(Math.abs(stated / variance(measured) - 1)).toBeLessThan(4 * Math.sqrt(2 / 300));
});

test("the percentile interval of a mean covers the truth about as often as it says", () => {
  const root = createRandom("coverage");
  let covered = 0;
  for (let r = 0; r < 400; r++) {
    const random = root.fork(r);
    const sample = random.fillNormal(new Float64Array(60));
    const { interval } = bootstrapEstimate(mean, [sample], { resamples: 200, confidence: 0.9 }, random);
    if (interval[0] <= 0 && interval[1] >= 0) covered++;
  }
  // It is short by √(1 − 1/n) and by the unknown variance: 0.885 at n = 60.
  expect(Math.abs(covered / 400 - 0.885)).toBeLessThan(4 * Math.sqrt((0.885 * 0.115) / 400));
});

test("takes points, labelled points and outcomes, whose rows stay together", () => {
  const options = { resamples: 20 };
  const points = pointsFrom([
    [0, 1],
    [10, 11],
  ]);
  const gap = bootstrapEstimate(
    ({ values }: typeof points) => values[1]! - values[0]!,
    [points],
    options,
    createRandom(1),
  );
  expect(gap).toEqual({ measured: 1, standardError: 0, bias: 0, interval: [1, 1] });
  const labelled: LabelledPoints = { points, targets: Float64Array.of(1, 21) };
  const sum = ({ points: { values }, targets }: LabelledPoints): number =>
    values[0]! + values[1]! - targets[0]!;
  expect(bootstrapEstimate(sum, [labelled], options, createRandom(1)).standardError).toBe(0);
  const ones = (outcomes: Int32Array): number => outcomes.reduce((count, outcome) => count + outcome, 0) / 4;
  expect(bootstrapEstimate(ones, [Int32Array.of(0, 1, 1, 1)], options, createRandom(1)).measured).toBe(0.75);
});

test("one row has no spread, and the same stream gives the same digits", () => {
  const alone = bootstrapEstimate(mean, [Float64Array.of(3)], {}, createRandom(1));
  expect(alone).toEqual({ measured: 3, standardError: 0, bias: 0, interval: [3, 3] });
  const sample = Float64Array.of(1, 5, 2, 8);
  const again = () => bootstrapEstimate(mean, [sample], {}, createRandom("same"));
  expect(again()).toEqual(again());
});

test("refuses what it cannot resample, and statistics that are not finite", () => {
  const random = createRandom(1);
  const sample = Float64Array.of(1, 2);
  const refused = (samples: unknown, options: object, message: string | RegExp): void =>
    expect(() => bootstrapEstimate(mean as never, samples as [Float64Array], options, random)).toThrow(
      message,
    );
  refused([], {}, "bootstrapEstimate needs an array of samples, [sample] or [real, synthetic]");
  refused(sample, {}, "bootstrapEstimate needs an array of samples");
  refused([[1, 2]], {}, /sample 0 is an array: take Float64Array.from/);
  refused([undefined], {}, /sample 0 is a value of type undefined/);
  refused([sample, new Float64Array(0)], {}, "samples with at least one row: sample 1 is empty");
  refused([sample], { resamples: 1 }, "needs resamples to be a whole number of at least 2, got 1");
  refused([sample], { confidence: 95 }, "needs a confidence between 0 and 1, such as 0.95, got 95");
  refused([Float64Array.of(1, Number.NaN)], {}, "the samples themselves give NaN");
  const both = (x: Float64Array): number => (x[0] === x[1] ? Number.POSITIVE_INFINITY : 0);
  expect(() => bootstrapEstimate(both, [sample], {}, random)).toThrow(
    /resample \d+ gives Infinity\. A resample lacks/,
  );
});

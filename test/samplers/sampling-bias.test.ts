import { beforeAll, describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { meanStandardDeviationFactor } from "../../lib/claims/closed-forms/special-functions";
import type { Points, TrainingSet } from "../../lib/data/points";
import type { Family } from "../../lib/fitters/family";
import { finish } from "../../lib/fitters/finish";
import { modelEvaluator } from "../../lib/fitters/variational-autoencoder/evaluate";
import { meanAndStandardError } from "../../lib/metrics/summaries";
import { tensorsReady } from "../../lib/nets/ready";
import type { Architecture } from "../../lib/nets/variational/architecture";
import { createRandom } from "../../lib/random/create-random";
import { fresh } from "../../lib/regimes/fresh";
import { replace } from "../../lib/regimes/replace";
import { categorical } from "../../lib/samplers/categorical";
import { gaussian } from "../../lib/samplers/gaussian";
import { gaussianMixture } from "../../lib/samplers/gaussian-mixture";
import { multivariateGaussian } from "../../lib/samplers/multivariate-gaussian";
import { withSamplingBias } from "../../lib/samplers/sampling-bias";
import { variationalAutoencoder } from "../../lib/samplers/variational-autoencoder";
import { onThreads } from "../chain/helpers";
import { noiseImages, tiny } from "../fitters/images";

const random = createRandom("sampling bias");
const count = 40_000;

/** Whether a sample's covariance is `expected`, within 4.5 standard errors of normal data. */
function expectCovariance({ values, rows, columns }: Points, expected: readonly (readonly number[])[]): void {
  const means = expected.map(
    (_, c) => values.reduce((sum, x, at) => sum + (at % columns === c ? x : 0), 0) / rows,
  );
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) {
        sum += (values[r * columns + i]! - means[i]!) * (values[r * columns + j]! - means[j]!);
      }
      const standardError = Math.sqrt((expected[i]![i]! * expected[j]![j]! + expected[i]![j]! ** 2) / rows);
      expect(Math.abs(sum / (rows - 1) - expected[i]![j]!)).toBeLessThan(4.5 * standardError);
    }
  }
}

describe("samples", () => {
  test("of a Gaussian keep their mean and have the variance times λ", () => {
    const sample = withSamplingBias(gaussian(), 0.64).sample(
      { mean: 5, standardDeviation: 2 },
      count,
      random.fork(1),
    );
    const { measured, standardError } = meanAndStandardError(sample);
    expect(Math.abs(measured - 5)).toBeLessThan(4.5 * standardError);
    expectCovariance({ values: sample, rows: count, columns: 1 }, [[0.64 * 4]]);
  });

  test("into memory that is there are the same", () => {
    const family = withSamplingBias(gaussian(), 0.5);
    const model = { mean: 1, standardDeviation: 3 };
    const target = new Float64Array(50);
    family.sampleInto!(model, target, random.fork("into"));
    expect(target).toEqual(family.sample(model, 50, random.fork("into")));
  });

  test("of a multivariate Gaussian have the covariance times λ", () => {
    const model = { dimensions: 2, mean: Float64Array.of(1, -1), covariance: Float64Array.of(2, 1, 1, 3) };
    expectCovariance(withSamplingBias(multivariateGaussian(), 0.3).sample(model, count, random.fork(2)), [
      [0.6, 0.3],
      [0.3, 0.9],
    ]);
  });

  test("of a mixture have each component's covariance times λ, with its weight", () => {
    const options = { components: 2 };
    const family = withSamplingBias(gaussianMixture(options), 0.25);
    const covariance = [
      [4, 1],
      [1, 2],
    ];
    const model = {
      weights: [0.3, 0.7],
      means: [
        [-100, 0],
        [100, 0],
      ],
      covariances: [covariance, covariance],
    };
    const { values } = family.sample(model as never, count, random.fork(3));
    const left: number[] = [];
    for (let at = 0; at < values.length; at += 2)
      if (values[at]! < 0) left.push(values[at]!, values[at + 1]!);
    expect(Math.abs(left.length / 2 - 0.3 * count)).toBeLessThan(4.5 * Math.sqrt(count * 0.21));
    expectCovariance({ values: Float64Array.from(left), rows: left.length / 2, columns: 2 }, [
      [1, 0.25],
      [0.25, 0.5],
    ]);
  });

  test("without bias are those of the family", () => {
    const model = { mean: 1, standardDeviation: 3 };
    const sample = withSamplingBias(gaussian(), 1).sample(model, 10, random.fork("same"));
    expect(sample).toEqual(gaussian().sample(model, 10, random.fork("same")));
  });
});

describe("autoencoders", () => {
  beforeAll(tensorsReady);
  const convolutional = { kind: "convolutional", channels: [2, 3], latent: 2 } as const;

  test.each<[string, Architecture]>([
    ["dense", tiny],
    ["convolutional", convolutional],
  ])("draw latents of standard deviation √λ, %s", (_, architecture) => {
    const family = variationalAutoencoder({ architecture, steps: 3, batchSize: 4 });
    const biased = withSamplingBias(family, 0.36);
    const model = family.fit(noiseImages(10, 8, 8, random.fork("images")), random.fork("fit"));
    const latents = random.fork("draw").fillNormal(new Float64Array(6 * architecture.latent));
    const evaluator = modelEvaluator(model);
    const expected = evaluator.decode(Float32Array.from(latents, (z) => 0.6 * z));
    evaluator.dispose();
    const alone = biased.sample(model, 6, random.fork("draw"));
    expect(alone.values.every((mean, at) => Math.abs(mean - expected[at]!) < 1e-5)).toBe(true);
    const [together] = finish(biased.sampleTogether!([{ model, count: 6, random: random.fork("draw") }]));
    expect(together).toEqual(alone);
    expect(family.sample(model, 6, random.fork("draw"))).not.toEqual(alone);
  });
});

describe("chains", () => {
  const real = { model: { mean: 0, standardDeviation: 1 }, count: 10 };

  test("the mean variance is λᵗ and the mean standard deviation α(α√λ)ᵗ, with real data drawn without bias", async () => {
    const family = withSamplingBias(gaussian({ unbiased: true }), 0.8);
    const records = await runChain({
      family,
      regime: replace,
      real,
      generations: 8,
      replicates: 8000,
      random,
    }).collect();
    const alpha = meanStandardDeviationFactor(10);
    for (const at of [0, 1, 3, 8]) {
      const deviations = records
        .filter(({ generation }) => generation === at)
        .map(({ model }) => model.standardDeviation);
      const spread = meanAndStandardError(deviations);
      expect(Math.abs(spread.measured - alpha * (alpha * Math.sqrt(0.8)) ** at)).toBeLessThan(
        4 * spread.standardError,
      );
      const variance = meanAndStandardError(deviations.map((x) => x * x));
      expect(Math.abs(variance.measured - 0.8 ** at)).toBeLessThan(4 * variance.standardError);
    }
  });

  test("fresh rows come without bias", async () => {
    const records = await runChain({
      family: withSamplingBias(gaussian(), 1e-12),
      regime: fresh(500),
      real: { model: real.model, count: 500 },
      samplesPerGeneration: 1,
      generations: 1,
      measure: ({ training }) => training.subarray(0, 500).reduce((sum, x) => sum + x * x, 0),
      random,
    }).collect();
    for (const { measured } of records) expect(Math.abs(measured - 500)).toBeLessThan(4.5 * Math.sqrt(1000));
  });

  test("threads make the family again", async () => {
    const settings = {
      family: withSamplingBias(withSamplingBias(gaussian(), 0.9), 0.8),
      regime: fresh(4),
      real,
      generations: 6,
      replicates: 4,
      random,
    };
    expect(await onThreads(settings, 2).collect()).toEqual(await runChain(settings).collect());
  });

  test("biases multiply", () => {
    const twice = withSamplingBias(withSamplingBias(gaussian(), 0.5), 0.5);
    const model = { mean: 0, standardDeviation: 1 };
    const once = withSamplingBias(gaussian(), 0.25).sample(model, 20, random.fork("twice"));
    const sample = twice.sample(model, 20, random.fork("twice"));
    expect(sample.every((x, at) => Math.abs(x - once[at]!) < 1e-12)).toBe(true);
    expect(twice.unsharpened!.name).toBe("gaussian");
  });
});

test("the name tells the bias", () => {
  expect(withSamplingBias(gaussian(), 0.8).name).toBe("gaussian, λ = 0.8");
});

test("a family of one's own without an origin stays on its thread", () => {
  const { origin, ...own } = gaussian();
  expect(origin).toBeDefined();
  expect(withSamplingBias(own, 0.5).origin).toBeUndefined();
});

test.each([0, -1, 1.01, Number.NaN])("refuses a bias of %d", (bias) => {
  expect(() => withSamplingBias(gaussian(), bias)).toThrow(
    new RangeError(`withSamplingBias needs a bias above 0 and at most 1 (no bias), got ${bias}`),
  );
});

test("refuses a family that cannot be sharpened", () => {
  const family: Family<TrainingSet, unknown> = categorical({ categories: 2 }) as never;
  expect(() => withSamplingBias(family, 0.5)).toThrow(
    new TypeError(
      "withSamplingBias needs a family that offers sharpen(model, bias), such as gaussian(); categorical does not",
    ),
  );
});

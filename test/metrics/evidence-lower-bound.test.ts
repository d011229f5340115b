import { beforeAll, describe, expect, test } from "vitest";
import { type Images, sliceImages } from "../../lib/data/images";
import { finish } from "../../lib/fitters/finish";
import { fitAutoencodersTogether } from "../../lib/fitters/variational-autoencoder/fit";
import type { VariationalAutoencoderModel } from "../../lib/fitters/variational-autoencoder/model";
import { planOf } from "../../lib/fitters/variational-autoencoder/options";
import { negativeEvidenceLowerBound } from "../../lib/metrics/evidence-lower-bound";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { noiseImages, tiny } from "../fitters/images";

beforeAll(tensorsReady);

const random = createRandom("bound");
const images = noiseImages(1203, 4, 4, random.fork("images"));

/** A model whose parameters are zero but for those named. */
function sparseModel(given: Readonly<Record<string, ArrayLike<number>>> = {}): VariationalAutoencoderModel {
  const plan = planOf({ architecture: tiny, steps: 1, batchSize: 2 });
  const [model] = finish(fitAutoencodersTogether(plan, [{ data: sliceImages(images, 0, 4), random }]));
  const parameters = Object.entries(model!.parameters).map(([name, { shape, values }]) => {
    const zeros = new Float32Array(values.length);
    zeros.set(given[name] ?? []);
    return [name, { shape, values: zeros }];
  });
  return { ...model!, parameters: Object.fromEntries(parameters) };
}

describe("closed forms", () => {
  test("parameters of zero: ln 2 a pixel, no divergence, no spread", () => {
    const bound = negativeEvidenceLowerBound(sparseModel(), images, createRandom(1));
    expect(bound.reconstruction).toBeCloseTo(16 * Math.LN2, 5);
    expect(bound.divergence).toBe(0);
    expect(bound.measured).toBeCloseTo(16 * Math.LN2, 5);
    expect(bound.standardError).toBeLessThan(1e-6);
    expect(bound.replicates).toBe(1203);
  });

  test("constant latents: ½ Σ (mean² + variance − 1 − ln variance)", () => {
    const [means, logVariances] = [
      [1, -2, 0.5],
      [0, Math.log(4), -1],
    ];
    const model = sparseModel({ "encoder.statistics.bias": [...means!, ...logVariances!] });
    const divergence = means!.reduce((sum, mean, i) => {
      const log = logVariances![i]!;
      return sum + 0.5 * (mean * mean + Math.exp(log) - 1 - log);
    }, 0);
    const bound = negativeEvidenceLowerBound(model, images, createRandom(1));
    expect(bound.divergence).toBeCloseTo(divergence, 5);
    expect(bound.reconstruction).toBeCloseTo(16 * Math.LN2, 5);
    expect(bound.measured).toBeCloseTo(bound.divergence + bound.reconstruction, 10);
  });

  test("constant logits: cross-entropy of each image, its mean and its standard error", () => {
    const logits = Float32Array.from({ length: 16 }, (_, pixel) => (pixel - 8) / 3);
    const model = sparseModel({ "decoder.logits.bias": logits });
    const terms = Array.from({ length: images.count }, (_, image) =>
      logits.reduce((sum, logit, pixel) => {
        const value = images.values[16 * image + pixel]!;
        return sum + Math.log1p(Math.exp(logit)) - value * logit;
      }, 0),
    );
    const mean = terms.reduce((sum, term) => sum + term, 0) / terms.length;
    const variance = terms.reduce((sum, term) => sum + (term - mean) ** 2, 0) / (terms.length - 1);
    const bound = negativeEvidenceLowerBound(model, images, createRandom(1));
    expect(bound.measured).toBeCloseTo(mean, 4);
    expect(bound.standardError).toBeCloseTo(Math.sqrt(variance / terms.length), 5);
  });
});

test("the latents are drawn: the bound depends on the stream by no more than its standard error", () => {
  const plan = planOf({ architecture: tiny, steps: 20, batchSize: 32, learningRate: 0.01 });
  const [model] = finish(fitAutoencodersTogether(plan, [{ data: images, random }]));
  const bounds = [1, 2, 1].map((seed) => negativeEvidenceLowerBound(model!, images, createRandom(seed)));
  const [first, other, again] = bounds as [Bound, Bound, Bound];
  expect(again).toEqual(first);
  expect(other.measured).not.toBe(first.measured);
  expect(other.divergence).toBe(first.divergence);
  expect(Math.abs(other.measured - first.measured)).toBeLessThan(4 * Math.SQRT2 * first.standardError);
});

type Bound = ReturnType<typeof negativeEvidenceLowerBound>;

test("the bound of parts adds up to that of all", () => {
  const model = sparseModel({ "decoder.logits.bias": [1, 2, 3] });
  const part = (start: number, end?: number) => {
    const some: Images = sliceImages(images, start, end);
    return some.count * negativeEvidenceLowerBound(model, some, createRandom(1)).measured;
  };
  expect(part(0, 500) + part(500)).toBeCloseTo(part(0), 2);
});

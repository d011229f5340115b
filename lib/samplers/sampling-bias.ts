import type { TrainingSet } from "../data/points";
import type { Family, SampleTask } from "../fitters/family";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/**
 * The family with a sampling bias λ: every generation writes samples that vary less than its model does, as generators do
 * whose users want quality (truncation, guidance, low temperature). Covariances are multiplied by λ, of a mixture those of
 * its components; latents of an autoencoder by √λ (Alemohammad et al., ICLR 2024, arXiv 2307.01850). Fits, densities and
 * real data drawn from a true model are without bias, and so are the models that records hold. λ = 1 is no bias. Biases
 * multiply when a biased family is biased again.
 *
 * @example
 * import { createRandom, gaussian, replace, runChain, withSamplingBias } from "model-collapse";
 * const chain = runChain({
 *   family: withSamplingBias(gaussian({ unbiased: true }), 0.8),
 *   regime: replace,
 *   real: { model: { mean: 0, standardDeviation: 1 }, count: 100_000 },
 *   generations: 3,
 *   random: createRandom("example"),
 * });
 * const variances = (await chain.collect()).map(({ model }) => model.standardDeviation ** 2);
 * variances.map((variance) => Math.round(100 * variance)); // → [100, 80, 64, 52]
 *
 * @throws RangeError when the bias is outside (0, 1]; TypeError when the family offers no `sharpen`
 */
export function withSamplingBias<Data extends TrainingSet, Model>(
  family: Family<Data, Model>,
  bias: number,
): Family<Data, Model> {
  if (!(bias > 0 && bias <= 1)) {
    throw new RangeError(`withSamplingBias needs a bias above 0 and at most 1 (no bias), got ${bias}`);
  }
  const { sharpen, sampleInto, sampleTogether, origin } = family;
  if (!sharpen) {
    throw new TypeError(
      `withSamplingBias needs a family that offers sharpen(model, bias), such as gaussian(); ${family.name} does not`,
    );
  }
  const sharpened = ({ model, count, random }: SampleTask<Model>) => ({
    model: sharpen(model, bias),
    count,
    random,
  });
  const biased: Family<Data, Model> = {
    ...family,
    name: `${family.name}, λ = ${bias}`,
    sample: (model, count, random) => family.sample(sharpen(model, bias), count, random),
    ...(sampleInto && {
      sampleInto: (model: Model, target: Data, random: Random) =>
        sampleInto.call(family, sharpen(model, bias), target, random),
    }),
    ...(sampleTogether && {
      sampleTogether: (tasks: readonly SampleTask<Model>[]) =>
        sampleTogether.call(family, tasks.map(sharpened)),
    }),
    unsharpened: withoutSamplingBias(family),
  };
  if (origin) return portable(biased, "withSamplingBias", { origin }, bias);
  return biased;
}

/** The family as it draws real data. */
export function withoutSamplingBias<Data extends TrainingSet, Model>(
  family: Family<Data, Model>,
): Family<Data, Model> {
  return family.unsharpened ?? family;
}

import type { Images } from "../data/images";
import { fillNoise } from "../fitters/training/noise";
import { checkSameSize } from "../fitters/variational-autoencoder/checks";
import { chunksOf, modelEvaluator } from "../fitters/variational-autoencoder/evaluate";
import type { VariationalAutoencoderModel } from "../fitters/variational-autoencoder/model";
import type { Random } from "../random/random";
import { type Estimate, meanAndStandardError } from "./summaries";

/** The evidence lower bound of images with its sign changed, in nats an image: means over the images, and the standard error of their sum. */
export interface NegativeBound extends Estimate {
  readonly reconstruction: number;
  readonly divergence: number;
}

/**
 * Negative evidence lower bound of images under a variational autoencoder (Kingma & Welling 2014, equation 10), with
 * one draw of the latents an image: cross-entropy of Bernoulli pixels plus the divergence of the latents from their
 * prior. Lower is better.
 * @throws RangeError for fewer than two images, images of another size than the model's, or pixels outside [0, 1]
 */
export function negativeEvidenceLowerBound(
  model: VariationalAutoencoderModel,
  images: Images,
  random: Random,
): NegativeBound {
  checkSameSize("negativeEvidenceLowerBound", model, images);
  const { values, count, height, width } = images;
  if (count < 2) throw new RangeError(`negativeEvidenceLowerBound needs at least 2 images, got ${count}`);
  const evaluator = modelEvaluator(model);
  const [reconstructions, divergences] = [new Float64Array(count), new Float64Array(count)];
  try {
    for (const { start, end } of chunksOf(count)) {
      const noise = new Float32Array((end - start) * model.architecture.latent);
      fillNoise(noise, 0, noise.length, random);
      const terms = evaluator.bound(values.subarray(start * height * width, end * height * width), noise);
      reconstructions.set(terms.reconstruction, start);
      divergences.set(terms.divergence, start);
    }
  } finally {
    evaluator.dispose();
  }
  const total = meanAndStandardError(reconstructions.map((term, image) => term + divergences[image]!));
  const { measured: reconstruction } = meanAndStandardError(reconstructions);
  return { ...total, reconstruction, divergence: total.measured - reconstruction };
}

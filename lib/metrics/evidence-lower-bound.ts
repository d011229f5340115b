import { type Images, requireSizeOf } from "../data/images";
import { chunksOf } from "../fitters/chunks";
import { fillNoise } from "../fitters/training/noise";
import { requireFinite } from "../fitters/training/require-finite";
import { explainComputing, modelEvaluator } from "../fitters/variational-autoencoder/evaluate";
import type { VariationalAutoencoderModel } from "../fitters/variational-autoencoder/model";
import type { Random } from "../random/random";
import { type Estimate, meanAndStandardError } from "./summaries";

/** The evidence lower bound of images with its sign changed, in nats an image: means over the images, and the standard error of their sum. */
export interface NegativeBound extends Estimate {
  readonly reconstruction: number;
  readonly divergence: number;
}

const caller = "negativeEvidenceLowerBound";

/**
 * Negative evidence lower bound of images under a variational autoencoder (Kingma & Welling 2014, equation 10), with
 * one draw of the latents an image: cross-entropy of Bernoulli pixels plus the divergence of the latents from their
 * prior. Lower is better.
 * @throws RangeError for fewer than two images, images of another size than the model's, pixels outside [0, 1], or a
 *   model whose parameters give no finite numbers
 */
export function negativeEvidenceLowerBound(
  model: VariationalAutoencoderModel,
  images: Images,
  random: Random,
): NegativeBound {
  requireSizeOf(caller, model, images);
  if (images.count < 2) throw new RangeError(`${caller} needs at least 2 images, got ${images.count}`);
  try {
    return bound(model, images, random);
  } catch (error) {
    throw explainComputing(caller, model, error);
  }
}

function bound(model: VariationalAutoencoderModel, images: Images, random: Random): NegativeBound {
  const { values, count, height, width } = images;
  const evaluator = modelEvaluator(model);
  const [reconstructions, divergences] = [new Float64Array(count), new Float64Array(count)];
  try {
    for (const { start, end } of chunksOf(count)) {
      const noise = new Float32Array((end - start) * model.architecture.latent);
      fillNoise(noise, 0, noise.length, random);
      const terms = evaluator.bound(values.subarray(start * height * width, end * height * width), noise);
      reconstructions.set(requireFinite(caller, terms.reconstruction), start);
      divergences.set(requireFinite(caller, terms.divergence), start);
    }
  } finally {
    evaluator.dispose();
  }
  const total = meanAndStandardError(reconstructions.map((term, image) => term + divergences[image]!));
  const { measured: reconstruction } = meanAndStandardError(reconstructions);
  const { measured: divergence } = meanAndStandardError(divergences);
  return { ...total, reconstruction, divergence };
}

import type { Images } from "../data/images";
import { chunksOf } from "../fitters/chunks";
import type { Family, Gradual, SampleTask } from "../fitters/family";
import { finish } from "../fitters/finish";
import { FitError } from "../fitters/fit-error";
import { portable } from "../fitters/portable";
import { fillNoise } from "../fitters/training/noise";
import { requireFinite } from "../fitters/training/require-finite";
import { explainComputing, modelEvaluator } from "../fitters/variational-autoencoder/evaluate";
import { fitAutoencodersTogether } from "../fitters/variational-autoencoder/fit";
import type { VariationalAutoencoderModel } from "../fitters/variational-autoencoder/model";
import { planOf, type VariationalAutoencoderOptions } from "../fitters/variational-autoencoder/options";
import { scaleLatents } from "../fitters/variational-autoencoder/scale-latents";
import { tensorsReady } from "../nets/ready";
import type { Random } from "../random/random";

/** What a decoder's output becomes: its means, grey images; or black and white draws from its Bernoulli pixels. */
export type PixelOutput = "means" | "draws";

export interface VariationalSamplingOptions {
  /** Default "means", as in the experiments of Shumailov et al. 2024. */
  readonly pixels?: PixelOutput;
}

const caller = "sampleVariationalAutoencoder";

/**
 * Images from latents drawn of the prior, N(0, 1). By default the pixels are the decoder's means, so that images are
 * grey and blur shows; `pixels: "draws"` draws every pixel, which hides blur under noise. Draws one normal a latent
 * dimension, and with "draws" one uniform a pixel.
 *
 * @throws RangeError for a count that is no whole number of at least 0, another kind of pixels, or a model whose
 *   parameters give no finite numbers; Error when memory lacks, or an asynchronous tensor engine has not been awaited
 */
export function sampleVariationalAutoencoder(
  model: VariationalAutoencoderModel,
  count: number,
  random: Random,
  options: VariationalSamplingOptions = {},
): Images {
  const { pixels = "means" } = options;
  checkPixels(caller, pixels);
  const [images] = finish(sampleTogether([{ model, count, random }], pixels));
  return images!;
}

/**
 * The family of variational autoencoders, for chains: replicates are trained side by side, and every fit starts
 * afresh.
 */
export function variationalAutoencoder(
  options: VariationalAutoencoderOptions & VariationalSamplingOptions,
): Family<Images, VariationalAutoencoderModel> {
  const plan = planOf(options);
  const { pixels = "means" } = options;
  checkPixels("variationalAutoencoder", pixels);
  const family: Family<Images, VariationalAutoencoderModel> = {
    name: "variational autoencoder",
    prepare: tensorsReady,
    fit: (data, random) => finish(fitAutoencodersTogether(plan, [{ data, random }]))[0]!,
    fitTogether: (tasks) => fitAutoencodersTogether(plan, tasks),
    sample: (model, count, random) => sampleVariationalAutoencoder(model, count, random, { pixels }),
    sampleTogether: (tasks) => sampleTogether(tasks, pixels),
    sharpen: (model, bias) => scaleLatents(model, Math.sqrt(bias)),
  };
  return portable(family, "variationalAutoencoder", options);
}

function* sampleTogether(
  tasks: readonly SampleTask<VariationalAutoencoderModel>[],
  pixels: PixelOutput,
): Gradual<Images[]> {
  const samples: Images[] = [];
  for (const [index, task] of tasks.entries()) {
    const part = { before: index / tasks.length, size: 1 / tasks.length };
    try {
      samples.push(yield* sampleOne(task, pixels, part));
    } catch (error) {
      const explained = explainComputing(caller, task.model, error);
      // One alone needs no name.
      throw tasks.length === 1
        ? explained
        : new FitError((explained as Error).message, index, { cause: explained });
    }
  }
  return samples;
}

function* sampleOne(
  { model, count, random }: SampleTask<VariationalAutoencoderModel>,
  pixels: PixelOutput,
  part: { readonly before: number; readonly size: number },
): Gradual<Images> {
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`${caller} needs a whole count of at least 0, got ${count}`);
  }
  const { height, width, architecture } = model;
  const values = new Float32Array(count * height * width);
  const evaluator = modelEvaluator(model);
  try {
    for (const { start, end } of chunksOf(count)) {
      const latents = new Float32Array((end - start) * architecture.latent);
      fillNoise(latents, 0, latents.length, random);
      const means = requireFinite(caller, evaluator.decode(latents), height * width);
      values.set(means, start * height * width);
      yield { share: part.before + (part.size * end) / count, note: `drawing, ${end} of ${count} images` };
    }
  } finally {
    evaluator.dispose();
  }
  if (pixels === "draws") drawPixels(values, random);
  return { values, count, height, width };
}

function checkPixels(caller: string, pixels: string): void {
  if (pixels === "means" || pixels === "draws") return;
  throw new RangeError(`${caller} needs pixels to be "means" or "draws", got ${JSON.stringify(pixels)}`);
}

/** Replaces every mean by a draw: 1 with that probability, else 0. */
function drawPixels(means: Float32Array, random: Random): void {
  for (let pixel = 0; pixel < means.length; pixel++) means[pixel] = random.next() < means[pixel]! ? 1 : 0;
}

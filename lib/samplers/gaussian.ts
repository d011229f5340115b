import type { Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { type GaussianModel, type GaussianOptions, gaussianMoments } from "../fitters/gaussian";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/** Draws `count` observations, one `random.normal()` each. */
export function sampleGaussian(model: GaussianModel, count: number, random: Random): Sample {
  return random.fillNormal(new Float64Array(count), model.mean, model.standardDeviation);
}

/**
 * Natural logarithm of the Gaussian density at every observation. A model with zero standard deviation is a
 * point mass: its density there is infinite, and zero (logarithm −Infinity) elsewhere.
 */
export function gaussianLogDensity(model: GaussianModel, sample: Sample): Float64Array {
  const { mean, standardDeviation } = model;
  const peak = -Math.log(standardDeviation) - 0.5 * Math.log(2 * Math.PI);
  return Float64Array.from(sample, (x) =>
    x === mean ? peak : peak === Infinity ? -Infinity : peak - 0.5 * ((x - mean) / standardDeviation) ** 2,
  );
}

/**
 * Whether draws from the model no longer vary: its standard deviation is zero, or so small beside the mean
 * that adding nine of them changes nothing (a normal beyond nine is not drawn).
 */
export function isPointMass(mean: number, standardDeviation: number): boolean {
  return mean + 9 * standardDeviation === mean && mean - 9 * standardDeviation === mean;
}

/**
 * The Gaussian family: each generation is the mean and standard deviation of what it was trained on.
 * It divides by n unless `unbiased`, and is absorbed once its samples no longer vary.
 */
export function gaussian(options: GaussianOptions = {}): Family<Sample, GaussianModel> {
  const unbiased = options.unbiased ?? false;
  return portable<Family<Sample, GaussianModel>>(
    {
      name: "gaussian",
      fit: (data) => gaussianMoments(data, unbiased),
      sample: sampleGaussian,
      sampleInto: (model, target, random) =>
        void random.fillNormal(target, model.mean, model.standardDeviation),
      logDensity: gaussianLogDensity,
      isAbsorbed: (model) => isPointMass(model.mean, model.standardDeviation),
      sharpen: ({ mean, standardDeviation }, bias) => ({
        mean,
        standardDeviation: standardDeviation * Math.sqrt(bias),
      }),
    },
    "gaussian",
    options,
  );
}

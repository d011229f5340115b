import type { Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import {
  approximateLikelihood,
  checkEta,
  type SymmetricMixtureModel,
  type SymmetricMixtureOptions,
} from "../fitters/symmetric-mixture";
import type { Random } from "../random/random";

/** Draws `count` observations: a uniform for the sign of the mean and a normal each. */
export function sampleSymmetricMixture(model: SymmetricMixtureModel, count: number, random: Random): Sample {
  const { mean, standardDeviation } = model;
  return Float64Array.from({ length: count }, () => {
    const centre = random.next() < 0.5 ? mean : -mean;
    return centre + standardDeviation * random.normal();
  });
}

/**
 * The family of two mirrored Gaussians (Suresh et al. 2024, arXiv 2412.17646), absorbed once its spread is 0.
 * @throws RangeError for η ≤ 1
 */
export function symmetricMixture(
  options: SymmetricMixtureOptions = {},
): Family<Sample, SymmetricMixtureModel> {
  const { eta = 2 } = options;
  checkEta("symmetricMixture", eta);
  return portable<Family<Sample, SymmetricMixtureModel>>(
    {
      name: "symmetric mixture",
      fit: (data) => approximateLikelihood(data, eta),
      sample: sampleSymmetricMixture,
      isAbsorbed: ({ standardDeviation }) => standardDeviation === 0,
    },
    "symmetricMixture",
    options,
  );
}

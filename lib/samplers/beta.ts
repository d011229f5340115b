import type { Sample } from "../data/points";
import { type BetaModel, betaLikeliest } from "../fitters/beta";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import { logBeta } from "../fitters/special-functions";
import type { Random } from "../random/random";

/** Draws `count` observations, two gamma draws each. */
export function sampleBeta(model: BetaModel, count: number, random: Random): Sample {
  const sample = new Float64Array(count);
  fillBeta(model, sample, random);
  return sample;
}

/** Natural logarithm of the beta density at every observation; −Infinity outside of (0, 1). */
export function betaLogDensity({ alpha, beta }: BetaModel, sample: Sample): Float64Array {
  const constant = -logBeta(alpha, beta);
  return Float64Array.from(sample, (x) =>
    x > 0 && x < 1 ? constant + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x) : -Infinity,
  );
}

/** The beta family by maximum likelihood. It is absorbed once its draws no longer differ from their mean. */
export function beta(): Family<Sample, BetaModel> {
  return portable<Family<Sample, BetaModel>>(
    {
      name: "beta",
      fit: betaLikeliest,
      sample: sampleBeta,
      sampleInto: fillBeta,
      logDensity: betaLogDensity,
      // A gamma draw is its shape when nine standard deviations, 9 / √shape of it, are less than half a bit.
      isAbsorbed: (model) => Math.min(model.alpha, model.beta) >= 2 ** 116,
    },
    "beta",
  );
}

function fillBeta({ alpha, beta }: BetaModel, target: Sample, random: Random): void {
  for (let i = 0; i < target.length; i++) target[i] = random.beta(alpha, beta);
}

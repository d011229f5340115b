import type { Outcomes } from "../data/points";
import type { Family } from "../fitters/family";
import { type PoissonModel, poissonMoments } from "../fitters/poisson";
import { portable } from "../fitters/portable";
import { logPoissonMass } from "../random/log-mass";
import type { Random } from "../random/random";

const largestMean = 2 ** 30;

/**
 * Draws `count` Poisson counts, O(1) each.
 * @throws RangeError for a mean above 2³⁰, whose counts would not fit into 32 bits
 */
export function samplePoisson(model: PoissonModel, count: number, random: Random): Outcomes {
  const counts = new Int32Array(count);
  fillPoisson(model, counts, random);
  return counts;
}

/** Natural logarithm of the Poisson probability of every count. */
export function poissonLogDensity({ mean }: PoissonModel, counts: Outcomes): Float64Array {
  return Float64Array.from(counts, (count) =>
    mean === 0 && count > 0 ? -Infinity : logPoissonMass(count, mean),
  );
}

/**
 * The Poisson family: each generation has the mean of the counts it was trained on. The mean is a martingale whose
 * chains all end at zero, where it is absorbed.
 */
export function poisson(): Family<Outcomes, PoissonModel> {
  return portable<Family<Outcomes, PoissonModel>>(
    {
      name: "poisson",
      fit: poissonMoments,
      sample: samplePoisson,
      sampleInto: fillPoisson,
      logDensity: poissonLogDensity,
      isAbsorbed: ({ mean }) => mean === 0,
    },
    "poisson",
  );
}

function fillPoisson({ mean }: PoissonModel, target: Outcomes, random: Random): void {
  if (mean > largestMean) {
    throw new RangeError(`samplePoisson needs a mean of at most 2^30, got ${mean}. Rescale the counts`);
  }
  for (let i = 0; i < target.length; i++) target[i] = random.poisson(mean);
}

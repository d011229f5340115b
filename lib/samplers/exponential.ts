import type { Sample } from "../data/points";
import { type ExponentialModel, exponentialMoments } from "../fitters/exponential";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/** Draws `count` observations, one `random.exponential()` each. */
export function sampleExponential(model: ExponentialModel, count: number, random: Random): Sample {
  const sample = new Float64Array(count);
  fillExponential(model, sample, random);
  return sample;
}

/** Natural logarithm of the exponential density at every observation; −Infinity below 0. */
export function exponentialLogDensity({ rate }: ExponentialModel, sample: Sample): Float64Array {
  const peak = Math.log(rate);
  return Float64Array.from(sample, (x) => {
    if (x < 0) return -Infinity;
    return x === 0 ? peak : peak === Infinity ? -Infinity : peak - rate * x;
  });
}

/**
 * The exponential family of chains: each generation has the mean of what it was trained on. The mean is a martingale and
 * yet tends to zero in every chain. It is absorbed at zero.
 */
export function exponential(): Family<Sample, ExponentialModel> {
  return portable<Family<Sample, ExponentialModel>>(
    {
      name: "exponential",
      fit: exponentialMoments,
      sample: sampleExponential,
      sampleInto: fillExponential,
      logDensity: exponentialLogDensity,
      isAbsorbed: ({ rate }) => rate === Infinity,
    },
    "exponential",
  );
}

function fillExponential({ rate }: ExponentialModel, target: Sample, random: Random): void {
  for (let i = 0; i < target.length; i++) target[i] = random.exponential() / rate;
}

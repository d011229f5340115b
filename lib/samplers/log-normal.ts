import type { Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { type LogNormalModel, logMoments } from "../fitters/log-normal";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/** Draws `count` observations, one normal each. A draw beyond the range of numbers is the nearest positive one inside. */
export function sampleLogNormal(model: LogNormalModel, count: number, random: Random): Sample {
  const sample = new Float64Array(count);
  fillLogNormal(model, sample, random);
  return sample;
}

/** Natural logarithm of the log-normal density at every observation; −Infinity at and below 0. */
export function logNormalLogDensity(model: LogNormalModel, sample: Sample): Float64Array {
  const { logMean, logStandardDeviation } = model;
  const peak = -Math.log(logStandardDeviation) - 0.5 * Math.log(2 * Math.PI);
  return Float64Array.from(sample, (x) => {
    if (!(x > 0)) return -Infinity;
    const deviation = Math.log(x) - logMean;
    if (logStandardDeviation === 0) return deviation === 0 ? Infinity : -Infinity;
    return peak - Math.log(x) - 0.5 * (deviation / logStandardDeviation) ** 2;
  });
}

/**
 * The log-normal family: a Gaussian chain of logarithms. It is absorbed once the logarithms no longer vary.
 */
export function logNormal(): Family<Sample, LogNormalModel> {
  return portable<Family<Sample, LogNormalModel>>(
    {
      name: "logNormal",
      fit: logMoments,
      sample: sampleLogNormal,
      sampleInto: fillLogNormal,
      logDensity: logNormalLogDensity,
      isAbsorbed: ({ logStandardDeviation }) => logStandardDeviation === 0,
    },
    "logNormal",
  );
}

function fillLogNormal(model: LogNormalModel, target: Sample, random: Random): void {
  random.fillNormal(target, model.logMean, model.logStandardDeviation);
  for (let i = 0; i < target.length; i++) {
    target[i] = Math.min(Math.max(Math.exp(target[i]!), Number.MIN_VALUE), Number.MAX_VALUE);
  }
}

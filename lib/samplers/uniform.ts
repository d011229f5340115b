import type { Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import { rangeOf, type UniformModel } from "../fitters/uniform";
import type { Random } from "../random/random";

/** Draws `count` observations, one uniform each. */
export function sampleUniform(model: UniformModel, count: number, random: Random): Sample {
  const sample = new Float64Array(count);
  fillUniformModel(model, sample, random);
  return sample;
}

/** Natural logarithm of the uniform density at every observation; −Infinity outside. A point has infinite density. */
export function uniformLogDensity({ minimum, maximum }: UniformModel, sample: Sample): Float64Array {
  const inside = -Math.log(maximum - minimum);
  return Float64Array.from(sample, (x) => (x >= minimum && x <= maximum ? inside : -Infinity));
}

/**
 * The uniform family: each generation is the range of what it was trained on, which shrinks by (n − 1)/(n + 1) on
 * average. It is absorbed once the range is a point.
 */
export function uniform(): Family<Sample, UniformModel> {
  return portable<Family<Sample, UniformModel>>(
    {
      name: "uniform",
      fit: rangeOf,
      sample: sampleUniform,
      sampleInto: fillUniformModel,
      logDensity: uniformLogDensity,
      isAbsorbed: ({ minimum, maximum }) => minimum === maximum,
    },
    "uniform",
  );
}

function fillUniformModel({ minimum, maximum }: UniformModel, target: Sample, random: Random): void {
  const range = maximum - minimum;
  random.fillUniform(target);
  for (let i = 0; i < target.length; i++) target[i] = minimum + range * target[i]!;
}

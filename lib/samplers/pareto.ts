import type { Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { checkParetoOptions, type ParetoModel, type ParetoOptions, paretoMoments } from "../fitters/pareto";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/**
 * Draws `count` observations, one `random.exponential()` each: minimum · exp(e / shape). A draw that would overflow is the
 * largest finite number.
 */
export function samplePareto(model: ParetoModel, count: number, random: Random): Sample {
  const sample = new Float64Array(count);
  fillPareto(model, sample, random);
  return sample;
}

/** Natural logarithm of the Pareto density at every observation; −Infinity below the minimum. */
export function paretoLogDensity({ minimum, shape }: ParetoModel, sample: Sample): Float64Array {
  return Float64Array.from(sample, (x) => {
    if (x < minimum) return -Infinity;
    if (shape === Infinity) return x === minimum ? Infinity : -Infinity;
    return Math.log(shape / x) - shape * Math.log(x / minimum);
  });
}

/**
 * The Pareto family: each generation is the minimum and the shape of what it was trained on. With the minimum estimated
 * it creeps upwards, by a factor of about 1 + 1/(n·shape) a generation; with a known one only the shape moves. It is
 * absorbed once its draws no longer differ from the minimum.
 * @throws RangeError for a minimum that is not a finite positive number
 */
export function pareto(options: ParetoOptions = {}): Family<Sample, ParetoModel> {
  checkParetoOptions("pareto", options);
  return portable<Family<Sample, ParetoModel>>(
    {
      name: "pareto",
      fit: (data) => paretoMoments(data, options.minimum),
      sample: samplePareto,
      sampleInto: fillPareto,
      logDensity: paretoLogDensity,
      // No exponential beyond 64 is drawn.
      isAbsorbed: ({ shape }) => Math.exp(64 / shape) === 1,
    },
    "pareto",
    options,
  );
}

function fillPareto({ minimum, shape }: ParetoModel, target: Sample, random: Random): void {
  for (let i = 0; i < target.length; i++) {
    target[i] = Math.min(minimum * Math.exp(random.exponential() / shape), Number.MAX_VALUE);
  }
}

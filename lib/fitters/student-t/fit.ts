import type { Sample } from "../../data/points";
import { checkedSample, checkVaries } from "../checks";
import { likeliestDegreesOfFreedom } from "./degrees-of-freedom";
import { checkStudentTOptions, type StudentTModel, type StudentTOptions } from "./model";

/** A fit, and how it went. */
export interface StudentTFit extends StudentTModel {
  readonly iterations: number;
  /** False when `maximumIterations` came first. */
  readonly converged: boolean;
}

/**
 * Student's t distribution by maximum likelihood: location, scale and degrees of freedom, from 0.1 to 10⁵ and then Infinity,
 * where the normal distribution is the most likely one. ECME (Liu & Rubin 1995) with an expanded parameter for the scale
 * (Meng & van Dyk 1997): every observation has the weight (ν + 1)/(ν + z²). It climbs from the median to the nearest
 * maximum; with few degrees of freedom there may be others. O(n) an iteration, some tens of them.
 *
 * @example
 * import { fitStudentT } from "model-collapse";
 * fitStudentT([-1, 0, 1, 2, 50], { degreesOfFreedom: 2 }).location; // → 0.547347
 *
 * @throws RangeError for fewer than three observations, a number that is not finite, a constant sample, one with so many
 *   equal observations that the likelihood has no maximum, or options that are not positive
 */
export function fitStudentT(sample: ArrayLike<number>, options: StudentTOptions = {}): StudentTFit {
  checkStudentTOptions("fitStudentT", options);
  const values = checkedSample("fitStudentT", sample, 3);
  checkVaries("fitStudentT", values);
  const fit = studentTLikeliest(values, options);
  if (fit.scale === 0) {
    throw new RangeError(
      `fitStudentT needs a sample whose likelihood is bounded: it grows without end around ${fit.location}, where too ` +
        `many of the ${values.length} observations are. Drop repeated ones or fix degreesOfFreedom at a larger value`,
    );
  }
  return fit;
}

/**
 * The same without any check, for chains: a constant sample, or one around whose ties the likelihood has no bound, gives
 * scale 0 there.
 */
export function studentTLikeliest(sample: Sample, options: StudentTOptions): StudentTFit {
  const { tolerance = 1e-9, maximumIterations = 2000 } = options;
  const squares = new Float64Array(sample.length);
  let model = startOf(sample, options.degreesOfFreedom);
  const leastScale = 1e-12 * model.scale;
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    const next = improved(sample, squares, model, options.degreesOfFreedom);
    if (next.scale <= leastScale) {
      return { ...next, location: nearest(sample, next.location), scale: 0, iterations, converged: true };
    }
    const change = changeOf(model, next);
    model = next;
    if (change < tolerance) return { ...model, iterations, converged: true };
  }
  return { ...model, iterations: maximumIterations, converged: false };
}

/** Median and a scale from the median distance to it, or the mean distance where most observations are tied. */
function startOf(sample: Sample, fixed: number | undefined): StudentTModel {
  const location = medianOf(sample);
  const distances = sample.map((x) => Math.abs(x - location));
  const scale = medianOf(distances) || distances.reduce((sum, distance) => sum + distance / sample.length, 0);
  return { location, scale, degreesOfFreedom: fixed ?? 5 };
}

/** One iteration: weights, location, scale, then the degrees of freedom. `squares` is memory to work in. */
function improved(
  sample: Sample,
  squares: Float64Array,
  { location, scale, degreesOfFreedom }: StudentTModel,
  fixed: number | undefined,
): StudentTModel {
  if (scale === 0) return { location, scale, degreesOfFreedom };
  standardise(sample, location, scale, squares);
  let [weights, shift] = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    const weight = weightOf(squares[i]!, degreesOfFreedom);
    weights += weight;
    shift += weight * (sample[i]! - location);
  }
  const newLocation = location + shift / weights;
  const spread = weightedSpread(sample, squares, { location, scale, degreesOfFreedom }, newLocation);
  const newScale = Math.sqrt(spread / weights);
  if (fixed !== undefined) return { location: newLocation, scale: newScale, degreesOfFreedom: fixed };
  standardise(sample, newLocation, newScale, squares);
  return {
    location: newLocation,
    scale: newScale,
    degreesOfFreedom: likeliestDegreesOfFreedom(squares, degreesOfFreedom),
  };
}

/** Σ weight · (x − centre)², the weights those of the model whose squares are given. */
function weightedSpread(
  sample: Sample,
  squares: Float64Array,
  { degreesOfFreedom }: StudentTModel,
  centre: number,
): number {
  let sum = 0;
  for (let i = 0; i < sample.length; i++) {
    // The root first: the square of a far observation may overflow where its weighted square does not.
    const root = Math.sqrt(weightOf(squares[i]!, degreesOfFreedom)) * (sample[i]! - centre);
    sum += root * root;
  }
  return sum;
}

function weightOf(square: number, degreesOfFreedom: number): number {
  return degreesOfFreedom === Infinity ? 1 : (degreesOfFreedom + 1) / (degreesOfFreedom + square);
}

/** Squared deviations in units of the scale, at most 10³⁰⁰. */
function standardise(sample: Sample, location: number, scale: number, squares: Float64Array): void {
  for (let i = 0; i < sample.length; i++) {
    squares[i] = Math.min(((sample[i]! - location) / scale) ** 2, 1e300);
  }
}

function changeOf(before: StudentTModel, after: StudentTModel): number {
  const nu = after.degreesOfFreedom;
  return Math.max(
    Math.abs(after.location - before.location) / after.scale,
    Math.abs(after.scale / before.scale - 1),
    nu === before.degreesOfFreedom ? 0 : Math.abs(nu / before.degreesOfFreedom - 1),
  );
}

function nearest(sample: Sample, location: number): number {
  return sample.reduce((best, x) => (Math.abs(x - location) < Math.abs(best - location) ? x : best));
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : 0.5 * sorted[middle - 1]! + 0.5 * sorted[middle]!;
}

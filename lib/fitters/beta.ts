import type { Sample } from "../data/points";
import { checkBetween, checkedSample, checkVaries } from "./checks";
import { gaussianMoments } from "./gaussian";
import { digamma, logBeta, trigamma } from "./special-functions";

/**
 * A beta distribution on (0, 1) with mean alpha / (alpha + beta). What no longer varies is a pair of parameters of the
 * order of 10²⁹⁸, whose draws are their mean.
 */
export interface BetaModel {
  readonly alpha: number;
  readonly beta: number;
}

/**
 * Above this concentration (alpha + beta) the likelihood is flat to within rounding; the moments are then the estimate,
 * which they differ from by a part in 10⁶.
 */
const largestConcentration = 1e6;
/** Concentration of a constant sample: a power of two, so that its mean keeps every digit. */
const constantConcentration = 2 ** 990;

/**
 * Maximum-likelihood beta distribution, by Newton's method from the moments: the likelihood is concave, so there is one
 * maximum. O(n) once and about ten steps of O(1).
 *
 * @example
 * import { fitBeta } from "model-collapse";
 * fitBeta([0.2, 0.5, 0.4, 0.7, 0.3]).alpha; // → 3.313303
 *
 * @throws RangeError for fewer than two observations, one that is not strictly between 0 and 1, or a constant sample
 */
export function fitBeta(sample: ArrayLike<number>): BetaModel {
  const values = checkedSample("fitBeta", sample, 2);
  checkBetween("fitBeta", values, [0, 1], "Rescale the data, or clip them to the open interval");
  checkVaries("fitBeta", values);
  return betaLikeliest(values);
}

/** The same without any check, for chains. */
export function betaLikeliest(sample: Sample): BetaModel {
  const { mean, standardDeviation } = gaussianMoments(sample, false);
  const variance = standardDeviation ** 2;
  if (variance === 0) return scaled(mean, constantConcentration);
  const concentration = (mean * (1 - mean)) / variance - 1;
  if (concentration > largestConcentration)
    return scaled(mean, Math.min(concentration, constantConcentration));
  return climb(meanLogarithms(sample), scaled(mean, Math.max(concentration, 1e-3)));
}

/** Mean logarithms of x and of 1 − x, on which alone the likelihood depends. */
interface MeanLogarithms {
  readonly ofValue: number;
  readonly ofRest: number;
}

/** Newton's method on the mean log-likelihood; a step that leads out of the quadrant or downhill is halved. */
function climb(logarithms: MeanLogarithms, start: BetaModel): BetaModel {
  let model = start;
  let height = meanLogLikelihood(logarithms, model);
  for (let step = 0; step < 200; step++) {
    const direction = newtonStep(logarithms, model);
    // Near the top the heights differ by less than they are rounded.
    const least = height - 1e-12 * (1 + Math.abs(height));
    let share = 1;
    let next = moved(model, direction, share);
    while (!(meanLogLikelihood(logarithms, next) >= least)) {
      share /= 2;
      if (share < 1e-10) return model;
      next = moved(model, direction, share);
    }
    const change = Math.max(Math.abs(next.alpha / model.alpha - 1), Math.abs(next.beta / model.beta - 1));
    model = next;
    height = meanLogLikelihood(logarithms, model);
    // The error of the next step would be the square of this one.
    if (share === 1 && change < 1e-8) return model;
  }
  return model;
}

function moved(model: BetaModel, direction: BetaModel, share: number): BetaModel {
  return { alpha: model.alpha + share * direction.alpha, beta: model.beta + share * direction.beta };
}

function newtonStep({ ofValue, ofRest }: MeanLogarithms, { alpha, beta }: BetaModel): BetaModel {
  const [shared, sharedCurvature] = [digamma(alpha + beta), trigamma(alpha + beta)];
  const slopes = [ofValue - digamma(alpha) + shared, ofRest - digamma(beta) + shared] as const;
  const a = trigamma(alpha) - sharedCurvature;
  const b = trigamma(beta) - sharedCurvature;
  const determinant = a * b - sharedCurvature * sharedCurvature;
  return {
    alpha: (b * slopes[0] + sharedCurvature * slopes[1]) / determinant,
    beta: (a * slopes[1] + sharedCurvature * slopes[0]) / determinant,
  };
}

function meanLogLikelihood({ ofValue, ofRest }: MeanLogarithms, { alpha, beta }: BetaModel): number {
  if (!(alpha > 0 && beta > 0)) return Number.NEGATIVE_INFINITY;
  return (alpha - 1) * ofValue + (beta - 1) * ofRest - logBeta(alpha, beta);
}

function meanLogarithms(sample: Sample): MeanLogarithms {
  let [ofValue, ofRest] = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    ofValue += Math.log(sample[i]!);
    ofRest += Math.log1p(-sample[i]!);
  }
  return { ofValue: ofValue / sample.length, ofRest: ofRest / sample.length };
}

function scaled(mean: number, concentration: number): BetaModel {
  return { alpha: mean * concentration, beta: (1 - mean) * concentration };
}

import { digamma, trigamma } from "../special-functions";

/** Estimates of the degrees of freedom lie between these; above, the normal distribution is the better one. */
export const degreesOfFreedomLimits = { least: 0.1, most: 1e5 } as const;

/**
 * Degrees of freedom ν at which the likelihood of squared standardised deviations z² is stationary, from `start`: Newton's
 * method in ln ν, kept within a bracket (the last step of ECME: Liu & Rubin, Statistica Sinica 5, 1995). Infinity when it
 * still rises at the largest value, the smallest value when it falls there. O(n) a step, three or four of them.
 */
export function likeliestDegreesOfFreedom(squares: Float64Array, start: number): number {
  let [low, high]: [number, number] = [degreesOfFreedomLimits.least, degreesOfFreedomLimits.most];
  let nu = Math.min(Math.max(start, low), high);
  for (let step = 0; step < 60; step++) {
    const { slope, curvature } = slopeAt(squares, nu);
    if (slope > 0) low = nu;
    else high = nu;
    if (low === degreesOfFreedomLimits.most) return Infinity;
    if (high === degreesOfFreedomLimits.least) return high;
    // d/d ln ν of the slope in ln ν, νL′, is νL′ + ν²L″.
    const bend = nu * slope + nu * nu * curvature;
    const newton = bend < 0 ? nu * Math.exp(-(nu * slope) / bend) : Number.NaN;
    const next = newton > low && newton < high ? newton : searchOn(low, high, slope > 0);
    if (Math.abs(next / nu - 1) < 1e-12) return next;
    nu = next;
  }
  return nu;
}

/** The end of the bracket first, where nobody has looked; then its geometric middle. */
function searchOn(low: number, high: number, rises: boolean): number {
  if (rises && high === degreesOfFreedomLimits.most) return Math.min(low * 10, high);
  if (!rises && low === degreesOfFreedomLimits.least) return Math.max(high / 10, low);
  return Math.sqrt(low * high);
}

/** First and second derivative in ν of the mean log-likelihood at given deviations. */
function slopeAt(squares: Float64Array, nu: number): { slope: number; curvature: number } {
  let [logarithms, shares, shareSquares] = [0, 0, 0];
  for (let i = 0; i < squares.length; i++) {
    const square = squares[i]!;
    const share = square / (nu + square);
    logarithms += Math.log1p(square / nu);
    shares += share;
    shareSquares += share * share;
  }
  const n = squares.length;
  const [half, halfUp] = [nu / 2, (nu + 1) / 2];
  const [meanShare, meanShareSquare] = [shares / n, shareSquares / n];
  return {
    slope: 0.5 * (digamma(halfUp) - digamma(half) - 1 / nu - logarithms / n + ((nu + 1) / nu) * meanShare),
    curvature:
      0.5 *
      (0.5 * (trigamma(halfUp) - trigamma(half)) +
        1 / (nu * nu) +
        meanShare / nu -
        meanShare / (nu * nu) -
        ((nu + 1) / (nu * nu)) * (meanShare - meanShareSquare)),
  };
}

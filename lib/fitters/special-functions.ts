import statistics = require("simple-statistics");

const digammaSeries = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
const trigammaSeries = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];

/**
 * Digamma function ψ(x), the derivative of ln Γ, for x > 0: recurrence up to x ≥ 8, then the asymptotic series
 * (Abramowitz & Stegun 6.3.5 and 6.3.18). Error below 1e-12 of max(1, |ψ|).
 * @throws RangeError when x is not positive
 */
export function digamma(x: number): number {
  requirePositive("digamma", x);
  let shift = 0;
  let argument = x;
  while (argument < 8) {
    shift -= 1 / argument;
    argument += 1;
  }
  return shift + Math.log(argument) - 0.5 / argument - evenSeries(digammaSeries, argument);
}

/**
 * Trigamma function ψ′(x) for x > 0: recurrence up to x ≥ 8, then the asymptotic series (Abramowitz & Stegun 6.4.6
 * and 6.4.12). Relative error below 1e-12.
 * @throws RangeError when x is not positive
 */
export function trigamma(x: number): number {
  requirePositive("trigamma", x);
  let shift = 0;
  let argument = x;
  while (argument < 8) {
    shift += 1 / (argument * argument);
    argument += 1;
  }
  return shift + (1 + 0.5 / argument + evenSeries(trigammaSeries, argument)) / argument;
}

/**
 * Natural logarithm of the gamma function for x > 0 (simple-statistics). Error below 1e-12 of max(1, |ln Γ|).
 * @throws RangeError when x is not positive
 */
export function logGamma(x: number): number {
  requirePositive("logGamma", x);
  return statistics.gammaln(x);
}

/**
 * ln Γ(x + ½) − ln Γ(x) for x > 0: by its expansion for large x, where the difference of two large numbers loses digits.
 * @throws RangeError when x is not positive
 */
export function logGammaHalfStep(x: number): number {
  requirePositive("logGammaHalfStep", x);
  if (x < 100) return statistics.gammaln(x + 0.5) - statistics.gammaln(x);
  // ½ ln x − 1/(8x) + 1/(192x³) − 1/(640x⁵) + O(x⁻⁷)
  return 0.5 * Math.log(x) - 1 / (8 * x) + 1 / (192 * x ** 3) - 1 / (640 * x ** 5);
}

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for positive a and b. Error below 1e-12 of the largest of the three terms.
 * @throws RangeError when one of them is not positive
 */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** 1/(1 + e^−x), without overflow. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** ln(1 + eˣ), without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** Σ cₖ x⁻²ᵏ, k from 1. */
function evenSeries(coefficients: readonly number[], x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = inverseSquare * (coefficients[k]! + sum);
  return sum;
}

function requirePositive(caller: string, x: number): void {
  if (!(x > 0)) throw new RangeError(`${caller} needs a positive number, got ${x}`);
}

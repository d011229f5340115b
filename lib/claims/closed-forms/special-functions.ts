import statistics = require("simple-statistics");

/**
 * Digamma function ψ(x), the derivative of ln Γ, for x > 0: recurrence up to x ≥ 8, then the asymptotic series
 * (Abramowitz & Stegun 6.3.5 and 6.3.18). Absolute error below 1e-12.
 * @throws RangeError when x is not positive
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma needs a positive number, got ${x}`);
  let shift = 0;
  let argument = x;
  while (argument < 8) {
    shift -= 1 / argument;
    argument += 1;
  }
  const inverseSquare = 1 / (argument * argument);
  const series = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
  const correction = series.reduceRight((tail, coefficient) => inverseSquare * (coefficient + tail), 0);
  return shift + Math.log(argument) - 0.5 / argument - correction;
}

/**
 * Mean of the unbiased standard deviation of n normal observations, in units of the true one:
 * α(n) = √(2/(n−1)) Γ(n/2) / Γ((n−1)/2). Bertrand et al. 2023 (arXiv 2310.00429), Gaussian warm-up.
 * @throws RangeError when n < 2
 */
export function meanStandardDeviationFactor(n: number): number {
  if (!(n >= 2)) throw new RangeError(`meanStandardDeviationFactor needs n ≥ 2, got ${n}`);
  return Math.sqrt(2 / (n - 1)) * Math.exp(logGammaDifference(n));
}

/** ln Γ(n/2) − ln Γ((n−1)/2): by its expansion for large n, where the difference of two large numbers loses digits. */
function logGammaDifference(n: number): number {
  if (n < 200) return statistics.gammaln(n / 2) - statistics.gammaln((n - 1) / 2);
  const half = (n - 1) / 2;
  // ln Γ(z + ½) − ln Γ(z) = ½ ln z − 1/(8z) + 1/(192z³) − 1/(640z⁵) + O(z⁻⁷)
  return 0.5 * Math.log(half) - 1 / (8 * half) + 1 / (192 * half ** 3) - 1 / (640 * half ** 5);
}

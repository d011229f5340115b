/**
 * Logarithms of the Poisson and binomial probabilities without cancellation, however large the counts.
 * Source: Loader, "Fast and accurate computation of binomial probabilities", 2000.
 */

/** ln n! − ln(√(2πn) (n/e)ⁿ) for n = 0 … 15; the entry for 0 is never used. */
const stirlingErrors = Float64Array.of(
  0,
  0.08106146679532726,
  0.0413406959554093,
  0.02767792568499834,
  0.020790672103765093,
  0.016644691189821193,
  0.013876128823070748,
  0.01189670994589177,
  0.010411265261972096,
  0.009255462182712733,
  0.00833056343336287,
  0.007573675487951841,
  0.00694284010720953,
  0.006408994188004207,
  0.0059513701127588475,
  0.005554733551962801,
);

/** Natural logarithm of the Poisson probability of `count`. */
export function logPoissonMass(count: number, mean: number): number {
  if (count === 0) return -mean;
  return -stirlingError(count) - deviance(count, mean) - 0.5 * Math.log(2 * Math.PI * count);
}

/** Natural logarithm of the binomial probability of `count` successes; `probability` strictly between 0 and 1. */
export function logBinomialMass(count: number, trials: number, probability: number): number {
  const failures = trials - count;
  if (count === 0) return trials * Math.log1p(-probability);
  if (failures === 0) return trials * Math.log(probability);
  return (
    stirlingError(trials) -
    stirlingError(count) -
    stirlingError(failures) -
    deviance(count, trials * probability) -
    deviance(failures, trials * (1 - probability)) -
    0.5 * Math.log((2 * Math.PI * count * failures) / trials)
  );
}

function stirlingError(n: number): number {
  if (n <= 15) return stirlingErrors[n]!;
  const inverseSquare = 1 / (n * n);
  const series = 1 / 1260 - inverseSquare * (1 / 1680 - inverseSquare / 1188);
  return (1 / 12 - inverseSquare * (1 / 360 - inverseSquare * series)) / n;
}

/** count · ln(count / mean) + mean − count, by a series where the terms would cancel. */
function deviance(count: number, mean: number): number {
  const difference = count - mean;
  if (Math.abs(difference) >= 0.1 * (count + mean)) return count * Math.log(count / mean) - difference;
  const v = difference / (count + mean);
  let sum = difference * v;
  let power = 2 * count * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

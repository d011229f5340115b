import statistics = require("simple-statistics");

/**
 * P(χ² > value) for `degreesOfFreedom` degrees of freedom: the upper regularised incomplete gamma function,
 * by its series below the mean and by its continued fraction (Lentz) above (Abramowitz & Stegun 6.5.29 and
 * 6.5.31). Relative error below 1e-12 in the tail. `chiSquaredTail(z * z, 1) / 2` is the upper tail of the
 * standard normal.
 * @throws RangeError when value is negative or NaN, or degreesOfFreedom is not a positive number
 *
 * @example
 * import { chiSquaredTail } from "model-collapse";
 * chiSquaredTail(3.8415, 1); // → 0.05
 */
export function chiSquaredTail(value: number, degreesOfFreedom: number): number {
  if (!(value >= 0)) throw new RangeError(`chiSquaredTail needs a value ≥ 0, got ${value}`);
  if (!(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom))) {
    throw new RangeError(`chiSquaredTail needs positive degrees of freedom, got ${degreesOfFreedom}`);
  }
  if (value === 0) return 1;
  if (value === Infinity) return 0;
  const [shape, x] = [degreesOfFreedom / 2, value / 2];
  const front = Math.exp(shape * Math.log(x) - x - statistics.gammaln(shape));
  return x < shape + 1 ? 1 - front * lowerSeries(shape, x) : front * upperFraction(shape, x);
}

/** Σ xⁿ / (shape (shape+1) … (shape+n)): all terms positive, falling once n > x. */
function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))) by the modified Lentz method; converges for x > a + 1. */
function upperFraction(shape: number, x: number): number {
  let denominator = x + 1 - shape;
  let c = Infinity;
  let d = 1 / denominator;
  let fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 1e-15; n++) {
    const numerator = -n * (n - shape);
    denominator += 2;
    d = 1 / (numerator * d + denominator);
    c = denominator + numerator / c;
    change = c * d;
    fraction *= change;
  }
  return fraction;
}

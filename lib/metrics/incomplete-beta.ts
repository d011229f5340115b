import { logBeta } from "../fitters/special-functions";

/**
 * Regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is at most x. By its continued
 * fraction (Lentz; DLMF 8.17.22) on the side where it converges quickly. Relative error below 1e-11; O(√(a + b)).
 * @throws RangeError unless x is in [0, 1] and a and b are finite and positive
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incompleteBeta needs x from 0 to 1, got ${x}`);
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) {
    throw new RangeError(`incompleteBeta needs finite positive parameters, got ${a} and ${b}`);
  }
  if (x === 0 || x === 1) return x;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front / a) * continuedFraction(x, a, b)
    : 1 - (front / b) * continuedFraction(1 - x, b, a);
}

/** 1/(1 + d₁/(1 + d₂/(1 + …))) with two coefficients a turn. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const inverse = (value: number) => 1 / (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = inverse(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1, change = 0; Math.abs(change - 1) > 1e-15 && m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    change = 1;
    for (const coefficient of [even, odd]) {
      d = inverse(1 + coefficient * d);
      c = 1 + coefficient / (Math.abs(c) < tiny ? tiny : c);
      change *= c * d;
    }
    value *= change;
  }
  return value;
}

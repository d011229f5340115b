import type { Random } from "./random";

/**
 * Gamma with scale 1. Source: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000;
 * a shape below 1 comes from shape + 1 by the power of a uniform (their section 6).
 */
export function drawGamma(random: Random, shape: number): number {
  checkShape("gamma", "shape", shape);
  if (shape >= 1) return drawFromLargeShape(random, shape);
  return drawFromLargeShape(random, shape + 1) * Math.exp(-random.exponential() / shape);
}

/** Natural logarithm of a gamma draw: does not underflow when the shape is small. */
export function drawLogGamma(random: Random, shape: number): number {
  if (shape >= 1) return Math.log(drawFromLargeShape(random, shape));
  return Math.log(drawFromLargeShape(random, shape + 1)) - random.exponential() / shape;
}

/** @throws RangeError unless the shape is from 1e-300 to 1e300 */
export function checkShape(caller: string, parameter: string, shape: number): void {
  if (!(shape >= 1e-300 && shape <= 1e300)) {
    throw new RangeError(`${caller} needs a positive ${parameter} (1e-300 to 1e300), got ${shape}`);
  }
}

function drawFromLargeShape(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = random.next();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return d * v;
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

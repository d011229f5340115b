import { logPoissonMass } from "./log-mass";
import type { Random } from "./random";

const largestMean = 2 ** 52;

/** Poisson counts: arrivals for small means, Hörmann's transformed rejection (PTRS) from 10 on. */
export function drawPoisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean <= largestMean)) {
    throw new RangeError(`poisson needs a mean from 0 to 2^52, got ${mean}`);
  }
  return mean < 10 ? countArrivals(random, mean) : drawByRejection(random, mean);
}

/** Exponential gaps that fit into the mean: mean + 1 draws. */
function countArrivals(random: Random, mean: number): number {
  let count = 0;
  for (let time = random.exponential(); time < mean; time += random.exponential()) count++;
  return count;
}

/** Source: Hörmann, "The transformed rejection method for generating Poisson random variables", 1993. */
function drawByRejection(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const fromEdge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / fromEdge + b) * u + mean + 0.43);
    if (fromEdge >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (fromEdge < 0.013 && v > fromEdge)) continue;
    const logHeight = Math.log((v * inverseAlpha) / (a / (fromEdge * fromEdge) + b));
    if (logHeight <= logPoissonMass(count, mean)) return count;
  }
}

import { logBinomialMass } from "./log-mass";
import type { Random } from "./random";

const mostTrials = 2 ** 52;

/** Binomial counts: waiting times when few successes are expected, else Hörmann's transformed rejection (BTRS). */
export function drawBinomial(random: Random, trials: number, probability: number): number {
  if (!(Number.isInteger(trials) && trials >= 0 && trials <= mostTrials)) {
    throw new RangeError(
      `binomial needs a number of trials that is an integer from 0 to 2^52, got ${trials}`,
    );
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`binomial needs a probability from 0 to 1, got ${probability}`);
  }
  if (probability > 0.5) return trials - drawRarer(random, trials, 1 - probability);
  return drawRarer(random, trials, probability);
}

function drawRarer(random: Random, trials: number, probability: number): number {
  return trials * probability < 10
    ? countByWaiting(random, trials, probability)
    : drawByRejection(random, trials, probability);
}

/** Geometric gaps between successes, each an exponential rounded up: trials · probability + 1 draws. */
function countByWaiting(random: Random, trials: number, probability: number): number {
  const rate = -Math.log1p(-probability);
  let count = -1;
  for (let trial = 0; trial <= trials; count++) trial += Math.floor(random.exponential() / rate) + 1;
  return count;
}

/** Source: Hörmann, "The generation of binomial random variates", 1993. Needs trials · probability ≥ 10. */
function drawByRejection(random: Random, trials: number, probability: number): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const squeeze = 0.92 - 4.2 / b;
  const logModeMass = logBinomialMass(Math.floor((trials + 1) * probability), trials, probability);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const fromEdge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / fromEdge + b) * u + centre);
    if (fromEdge >= 0.07 && v <= squeeze) return count;
    if (count < 0 || count > trials) continue;
    const logHeight = Math.log((v * alpha) / (a / (fromEdge * fromEdge) + b));
    if (logHeight <= logBinomialMass(count, trials, probability) - logModeMass) return count;
  }
}

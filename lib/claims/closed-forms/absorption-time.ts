import { bisect } from "../../fitters/bisection";

/**
 * Share of Wright–Fisher chains of two outcomes that have lost one of them within τ M generations of M draws each, by the
 * diffusion limit, as M grows: 1 − Σⱼ (P₂ⱼ(r) − P₂ⱼ₊₂(r)) exp(−(2j + 1)(j + 1) τ), r = 1 − 2p, with Legendre's polynomials P and
 * p the first probability of one of them. Kimura 1955 (PNAS 41:144), the sum of his two fixed classes; 2N there is M here. The
 * terms left out add up to less than 1e-15 for τ ≥ 0.002; below it, at most a share of 1e-11 is absorbed if p is from 0.05 to
 * 0.95, and 0 is the answer.
 * @throws RangeError unless p lies in (0, 1) and τ is a number of at least 0
 *
 * @example
 * import { absorbedShare } from "model-collapse";
 * absorbedShare(0.5, 1.1); // → 0.5019
 */
export function absorbedShare(probability: number, scaledTime: number): number {
  requireProbability("absorbedShare", probability);
  if (!(scaledTime >= 0)) {
    throw new RangeError(`absorbedShare needs a time of at least 0, in units of draws, got ${scaledTime}`);
  }
  return scaledTime < leastTime ? 0 : Math.min(1, Math.max(0, 1 - survivingShare(probability, scaledTime)));
}

const leastTime = 0.002;

function survivingShare(probability: number, scaledTime: number): number {
  const r = 1 - 2 * probability;
  let [before, current] = [1, r]; // P₀ and P₁, then Pₙ₋₁ and Pₙ
  let even = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    [before, current] = [current, ((2 * n + 1) * r * current - n * before) / (n + 1)];
    if (n % 2 === 0) continue;
    const j = (n - 1) / 2;
    const decay = Math.exp(-(2 * j + 1) * (j + 1) * scaledTime);
    sum += (even - current) * decay;
    if (decay < 1e-17) return sum;
    even = current;
  }
}

/**
 * Time, in units of the draws M a generation, within which a share `level` of the chains is absorbed: where `absorbedShare`
 * reaches it, by bisection. From p = 1/2 the median is 1.096.
 * @throws RangeError unless p and level lie in (0, 1)
 *
 * @example
 * import { absorptionTimeQuantile } from "model-collapse";
 * absorptionTimeQuantile(0.5, 0.9); // → 2.708
 */
export function absorptionTimeQuantile(probability: number, level: number): number {
  requireProbability("absorptionTimeQuantile", probability);
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`absorptionTimeQuantile needs a level between 0 and 1, got ${level}`);
  }
  let high = 1;
  while (absorbedShare(probability, high) < level) high *= 2;
  const [last, first] = bisect((time) => absorbedShare(probability, time) < level, 0, high);
  return (last + first) / 2;
}

function requireProbability(caller: string, probability: number): void {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`${caller} needs a first probability between 0 and 1, got ${probability}`);
  }
}

import { checkShape, drawGamma, drawLogGamma } from "./gamma";
import type { Random } from "./random";

const largestBelowOne = 1 - 2 ** -53;

/** Beta as the share of one gamma draw in the sum of two; in logarithms when a shape is small, where both may underflow. */
export function drawBeta(random: Random, alpha: number, beta: number): number {
  checkShape("beta", "alpha", alpha);
  checkShape("beta", "beta", beta);
  return Math.min(Math.max(drawShare(random, alpha, beta), Number.MIN_VALUE), largestBelowOne);
}

function drawShare(random: Random, alpha: number, beta: number): number {
  if (alpha >= 1 && beta >= 1) {
    const x = drawGamma(random, alpha);
    return x / (x + drawGamma(random, beta));
  }
  const logX = drawLogGamma(random, alpha);
  return 1 / (1 + Math.exp(drawLogGamma(random, beta) - logX));
}

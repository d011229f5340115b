import { checkTwoDistributions } from "./probabilities";

/**
 * Pearson's χ² divergence Σ (pᵢ − qᵢ)²/qᵢ of p from q, with 0/0 = 0. Infinity, its true value, when q gives
 * probability 0 to an outcome that p has. Not symmetric; ln(1 + χ²) is at least the Kullback–Leibler divergence, in
 * nats. O(n).
 *
 * With p the shares of n draws from q over k outcomes, n χ² is Pearson's statistic: its mean is k − 1, so that χ² is
 * too large by (k − 1)/n (see `chiSquaredTail` for the test).
 * @throws RangeError when either is no array of probabilities, or their lengths differ
 *
 * @example
 * import { chiSquaredDivergence } from "model-collapse";
 * chiSquaredDivergence([0.5, 0.5], [0.75, 0.25]); // → 0.3333
 */
export function chiSquaredDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkTwoDistributions("chiSquaredDivergence", p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const difference = p[i]! - q[i]!;
    // The quotient first: the square of a small difference may vanish where its ratio to q does not.
    if (difference !== 0) sum += (difference / q[i]!) * difference;
  }
  return sum;
}

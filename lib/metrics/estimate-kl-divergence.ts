import { totalOf } from "./category-counts";
import { klDivergence } from "./kl-divergence";
import { checkTwoDistributions } from "./probabilities";
import type { Estimate } from "./summaries";

/**
 * Kullback–Leibler divergence, in nats, of the distribution behind counts from known probabilities. What
 * `klDivergence` gives for the shares of n draws is too large by (K − 1)/(2n) to first order; that is subtracted, K the
 * outcomes that occur (Miller 1955), so that the estimate may be negative where the truth is 0. Outcomes that could
 * occur but did not are beyond it: it stays too small where most of them are rare.
 *
 * Standard error by the delta method, √((Σ p ln²(p/q) − KL²)/n); where both distributions
 * are equal it is √2 too large. O(outcomes).
 * @throws RangeError when counts are negative, not finite or all 0, q is no array of probabilities or differs in
 *   length, or gives probability 0 to an outcome that occurs: the divergence is infinite then
 *
 * @example
 * import { estimateKlDivergence } from "model-collapse";
 * estimateKlDivergence([50, 50], [0.9, 0.1]).measured; // → 0.5058
 */
export function estimateKlDivergence(counts: ArrayLike<number>, q: ArrayLike<number>): Estimate {
  const caller = "estimateKlDivergence";
  const total = totalOf(caller, "", counts, "an outcome that occurs");
  const shares = Float64Array.from(counts, (count) => count / total);
  checkTwoDistributions(caller, shares, q);
  const impossible = shares.findIndex((share, outcome) => share > 0 && q[outcome] === 0);
  if (impossible >= 0) {
    throw new RangeError(
      `${caller} needs probabilities above 0 for what occurs: outcome ${impossible} has 0, the divergence is infinite`,
    );
  }
  const plugIn = klDivergence(shares, q);
  const occurring = shares.filter((share) => share > 0).length;
  const variance = shares.reduce(
    (sum, share, outcome) => (share > 0 ? sum + share * (Math.log(share / q[outcome]!) - plugIn) ** 2 : sum),
    0,
  );
  return {
    measured: plugIn - (occurring - 1) / (2 * total),
    standardError: Math.sqrt(variance / total),
  };
}

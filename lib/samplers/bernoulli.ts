import type { Outcomes } from "../data/points";
import { type BernoulliModel, bernoulliMoments } from "../fitters/bernoulli";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/** Draws `count` outcomes 0 or 1, one uniform each. */
export function sampleBernoulli(model: BernoulliModel, count: number, random: Random): Outcomes {
  const outcomes = new Int32Array(count);
  fillBernoulli(model, outcomes, random);
  return outcomes;
}

/** Natural logarithm of the probability of every outcome. */
export function bernoulliLogDensity({ probability }: BernoulliModel, outcomes: Outcomes): Float64Array {
  const [absent, present] = [Math.log1p(-probability), Math.log(probability)];
  return Float64Array.from(outcomes, (outcome) =>
    outcome === 1 ? present : outcome === 0 ? absent : -Infinity,
  );
}

/**
 * The Bernoulli family: each generation has the share of ones of what it was trained on, the Wright–Fisher model of
 * genetic drift. It is absorbed at 0 and at 1.
 */
export function bernoulli(): Family<Outcomes, BernoulliModel> {
  return portable<Family<Outcomes, BernoulliModel>>(
    {
      name: "bernoulli",
      fit: bernoulliMoments,
      sample: sampleBernoulli,
      sampleInto: fillBernoulli,
      logDensity: bernoulliLogDensity,
      isAbsorbed: ({ probability }) => probability === 0 || probability === 1,
    },
    "bernoulli",
  );
}

function fillBernoulli({ probability }: BernoulliModel, target: Outcomes, random: Random): void {
  for (let i = 0; i < target.length; i++) target[i] = random.next() < probability ? 1 : 0;
}

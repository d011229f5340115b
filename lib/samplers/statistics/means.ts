import type { Outcomes, Sample } from "../../data/points";
import type { SampleStatistics } from "../../data/sample-statistics";
import type { BernoulliModel } from "../../fitters/bernoulli";
import type { CategoricalModel, CategoricalOptions } from "../../fitters/categorical";
import type { ExponentialModel } from "../../fitters/exponential";
import type { ExponentialFamilyOptions } from "../../fitters/exponential-family/fit";
import { bernoulliMember } from "../../fitters/exponential-family/members/bernoulli";
import { categoricalMember } from "../../fitters/exponential-family/members/categorical";
import { exponentialMember } from "../../fitters/exponential-family/members/exponential";
import { meanStatistics } from "../../fitters/exponential-family/members/mean-only";
import { poissonMember } from "../../fitters/exponential-family/members/poisson";
import type { PoissonModel } from "../../fitters/poisson";
import type { Random } from "../../random/random";
import { bernoulli } from "../bernoulli";
import { categorical } from "../categorical";
import { exponential } from "../exponential";
import { poisson } from "../poisson";
import { type StatisticsFamily, statisticsFamily } from "./statistics-family";

/** Shares of the categories in `count` draws: multinomial counts. O(categories). */
export function drawCategoricalStatistics(
  { probabilities }: CategoricalModel,
  count: number,
  random: Random,
): SampleStatistics {
  const counts = random.multinomial(count, probabilities);
  return { count, means: Float64Array.from(counts, (times) => times / count) };
}

/** The categorical family, its counts drawn directly: O(categories) a generation, however large the samples. */
export function categoricalStatistics(
  options: CategoricalOptions & ExponentialFamilyOptions,
): StatisticsFamily<Outcomes, CategoricalModel> {
  return statisticsFamily(
    {
      exportName: "categoricalStatistics",
      member: categoricalMember(options.categories),
      draw: drawCategoricalStatistics,
      plain: categorical(options),
    },
    options,
  );
}

/** The Bernoulli family, its number of ones drawn directly: one binomial a generation. */
export function bernoulliStatistics(
  options: ExponentialFamilyOptions = {},
): StatisticsFamily<Outcomes, BernoulliModel> {
  return statisticsFamily(
    {
      exportName: "bernoulliStatistics",
      member: bernoulliMember,
      draw: ({ probability }, count, random) =>
        meanStatistics(count, random.binomial(count, probability) / count),
      plain: bernoulli(),
    },
    options,
  );
}

/** The Poisson family, the sum of its counts drawn directly: one Poisson a generation. */
export function poissonStatistics(
  options: ExponentialFamilyOptions = {},
): StatisticsFamily<Outcomes, PoissonModel> {
  return statisticsFamily(
    {
      exportName: "poissonStatistics",
      member: poissonMember,
      draw: ({ mean }, count, random) => meanStatistics(count, random.poisson(count * mean) / count),
      plain: poisson(),
    },
    options,
  );
}

/** The exponential family of chains, the sum of its observations drawn directly: one gamma a generation. */
export function exponentialStatistics(
  options: ExponentialFamilyOptions = {},
): StatisticsFamily<Sample, ExponentialModel> {
  return statisticsFamily(
    {
      exportName: "exponentialStatistics",
      member: exponentialMember,
      draw: ({ rate }, count, random) => meanStatistics(count, random.gamma(count) / count / rate),
      plain: exponential(),
    },
    options,
  );
}

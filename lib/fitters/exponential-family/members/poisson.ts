import type { Outcomes } from "../../../data/points";
import { checkedOutcomes, largestOutcome } from "../../checks";
import { meanOutcome, type PoissonModel } from "../../poisson";
import type { ExponentialFamily } from "../member";
import { expectationsOf, meanStatistics } from "./mean-only";

/** Poisson: the statistic is the count, η the logarithm of its mean. */
export const poissonMember: ExponentialFamily<Outcomes, PoissonModel> = {
  name: "poisson",
  checkData: (caller, counts) =>
    void checkedOutcomes(caller, counts, largestOutcome, "Round or rescale the counts"),
  statisticsOf: (counts) => meanStatistics(counts.length, meanOutcome(counts)),
  fromStatistics: ({ means }) => ({ mean: means[0]! }),
  expectedStatistics: ({ mean }, count) => meanStatistics(count, mean),
  natural: {
    start: ({ means }) => Float64Array.of(Math.log(means[0]! || 1)),
    meanStatistics: ({ means }) => Float64Array.from(means),
    expectations: ([logarithm]) => {
      const mean = Math.exp(logarithm!);
      return expectationsOf(mean, mean, mean);
    },
    toModel: ([logarithm]) => ({ mean: Math.exp(logarithm!) }),
  },
};

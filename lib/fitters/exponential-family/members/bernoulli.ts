import type { Outcomes } from "../../../data/points";
import type { BernoulliModel } from "../../bernoulli";
import { checkedOutcomes } from "../../checks";
import { meanOutcome } from "../../poisson";
import { logistic, softplus } from "../../special-functions";
import type { ExponentialFamily } from "../member";
import { expectationsOf, meanStatistics } from "./mean-only";

/** Bernoulli: the statistic is the outcome, η the logit of its probability. */
export const bernoulliMember: ExponentialFamily<Outcomes, BernoulliModel> = {
  name: "bernoulli",
  checkData: (caller, outcomes) =>
    void checkedOutcomes(caller, outcomes, 1, "Code the event as 1 and its absence as 0"),
  statisticsOf: (outcomes) => meanStatistics(outcomes.length, meanOutcome(outcomes)),
  fromStatistics: ({ means }) => ({ probability: means[0]! }),
  expectedStatistics: ({ probability }, count) => meanStatistics(count, probability),
  natural: {
    start: () => Float64Array.of(0),
    meanStatistics: ({ means }) => Float64Array.from(means),
    expectations: ([logit]) => {
      const probability = logistic(logit!);
      return expectationsOf(softplus(logit!), probability, probability * (1 - probability));
    },
    toModel: ([logit]) => ({ probability: logistic(logit!) }),
  },
};

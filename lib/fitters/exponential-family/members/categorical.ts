import type { Outcomes } from "../../../data/points";
import { type CategoricalModel, relativeFrequencies } from "../../categorical";
import { checkedOutcomes, checkWholeNumber } from "../../checks";
import type { ExponentialFamily } from "../member";
import type { Expectations } from "../newton";

/**
 * Categorical: the statistics are the shares of the categories, η their log-probabilities up to a constant, which a ridge
 * fixes (they sum to 0). A prior of `count` observations with equal shares adds count / categories to every count (Laplace,
 * additive smoothing). With a penalty O(categories³).
 * @throws RangeError unless `categories` is a whole number of at least 1
 */
export function categoricalMember(categories: number): ExponentialFamily<Outcomes, CategoricalModel> {
  checkWholeNumber("categorical", "categories", categories, 1);
  return {
    name: "categorical",
    checkData: (caller, outcomes) =>
      void checkedOutcomes(caller, outcomes, categories - 1, "Renumber the outcomes or raise categories"),
    statisticsOf: (outcomes) => ({
      count: outcomes.length,
      means: relativeFrequencies(outcomes, categories).probabilities,
    }),
    fromStatistics: ({ means }) => ({ probabilities: Float64Array.from(means) }),
    expectedStatistics: ({ probabilities }, count) => ({ count, means: probabilities }),
    natural: {
      start: () => new Float64Array(categories),
      meanStatistics: ({ means }) => Float64Array.from(means),
      expectations: softmaxExpectations,
      toModel: (parameters) => ({ probabilities: softmaxExpectations(parameters).means }),
    },
  };
}

function softmaxExpectations(parameters: Float64Array): Expectations {
  const largest = parameters.reduce((most, parameter) => Math.max(most, parameter));
  const weights = parameters.map((parameter) => Math.exp(parameter - largest));
  const total = weights.reduce((sum, weight) => sum + weight);
  const means = weights.map((weight) => weight / total);
  const order = means.length;
  const covariance = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < order; j++) covariance[i * order + j] = -means[i]! * means[j]!;
    covariance[i * order + i]! += means[i]!;
  }
  return { logPartition: largest + Math.log(total), means, covariance };
}

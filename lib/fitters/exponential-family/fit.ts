import type { TrainingSet } from "../../data/points";
import { joinStatistics, type SampleStatistics } from "../../data/sample-statistics";
import { checkNotNegative } from "../checks";
import type { ExponentialFamily } from "./member";
import { ascend } from "./newton";

export interface ExponentialFamilyOptions {
  /**
   * A conjugate prior: statistics of observations that nobody has made, which join those of the data. The model is then the
   * most probable one (MAP, over natural parameters): it matches (n · data + count · prior) / (n + count).
   */
  readonly prior?: SampleStatistics;
  /**
   * Ridge on the natural parameters η: maximises the log-likelihood of all observations, with those of the prior, minus
   * penalty/2 · |η|². Default 0. What it pulls towards depends on the parameters: towards η = 0.
   */
  readonly penalty?: number;
}

/**
 * Fits a member of the exponential families by matching the mean of its sufficient statistics: maximum likelihood, or with
 * `prior` the most probable model, or with `penalty` a regularised one (Newton's method on the concave objective).
 *
 * @example
 * import { exponentialFamilies, fitExponentialFamily } from "model-collapse";
 * const { poisson } = exponentialFamilies;
 * const counts = Int32Array.of(0, 0, 0, 0);
 * fitExponentialFamily(poisson, counts).mean; // → 0
 * fitExponentialFamily(poisson, counts, { prior: poisson.expectedStatistics({ mean: 3 }, 2) }).mean; // → 1
 *
 * @throws RangeError for data the member cannot be fitted to, a prior of another member, or a negative penalty
 */
export function fitExponentialFamily<Data extends TrainingSet, Model>(
  member: ExponentialFamily<Data, Model>,
  data: Data,
  options: ExponentialFamilyOptions = {},
): Model {
  member.checkData("fitExponentialFamily", data);
  checkExponentialFamilyOptions("fitExponentialFamily", member, options);
  return matchStatistics(member, member.statisticsOf(data), options);
}

/** The same without any check, for chains, from statistics. */
export function matchStatistics<Model>(
  member: ExponentialFamily<never, Model>,
  statistics: SampleStatistics,
  { prior, penalty = 0 }: ExponentialFamilyOptions,
  previous?: Model,
): Model {
  const all = prior ? joinStatistics([statistics, prior]) : statistics;
  if (penalty === 0) return member.fromStatistics(all, previous);
  const natural = member.natural!;
  const parameters = ascend(natural.start(all), {
    targets: natural.meanStatistics(all),
    penalty: penalty / all.count,
    tolerance: 1e-12,
    evaluate: (at) => natural.expectations(at),
  });
  return natural.toModel(parameters);
}

/** @throws RangeError naming what is wrong with the options */
export function checkExponentialFamilyOptions<Data extends TrainingSet, Model>(
  caller: string,
  member: ExponentialFamily<Data, Model>,
  { prior, penalty = 0 }: ExponentialFamilyOptions,
): void {
  checkNotNegative(caller, "penalty", penalty);
  if (penalty > 0 && !member.natural) {
    throw new RangeError(
      `${caller} needs natural parameters for a penalty, which ${member.name} is not given in. Use a prior`,
    );
  }
  if (prior === undefined) return;
  const { count, means, scatter } = prior;
  const numbers =
    means === undefined ? [Number.NaN] : [count, ...Array.from(means), ...Array.from(scatter ?? [])];
  if (numbers.every(Number.isFinite) && count > 0) return;
  throw new RangeError(
    `${caller} needs a prior with a positive count and finite means, such as expectedStatistics(model, count) gives, ` +
      `got count ${count} and means ${means && Array.from(means)}`,
  );
}

import type { TrainingSet } from "../../data/points";
import type { SampleStatistics } from "../../data/sample-statistics";
import {
  checkExponentialFamilyOptions,
  type ExponentialFamilyOptions,
  matchStatistics,
} from "../../fitters/exponential-family/fit";
import type { ExponentialFamily } from "../../fitters/exponential-family/member";
import type { Family } from "../../fitters/family";
import { portable } from "../../fitters/portable";
import type { Random } from "../../random/random";

/**
 * A family that draws the sufficient statistics of its samples at once, in a time that does not depend on how many
 * observations they stand for. Its chains have the distribution of those that draw data, at other digits. The regimes
 * that join training sets work with it (replace, accumulate, augment, fresh data); those that select rows refuse it.
 */
export interface StatisticsFamily<Data extends TrainingSet, Model> extends Family<SampleStatistics, Model> {
  readonly drawn: "sufficient statistics";
  /**
   * Statistics of real data, for `real`.
   * @throws RangeError for data that the family cannot be fitted to
   */
  statisticsOf(data: Data): SampleStatistics;
}

/** What distinguishes one family of statistics from another. */
export interface StatisticsFamilyParts<Data extends TrainingSet, Model> {
  /** Under which `model-collapse` exports the function that makes the family. */
  readonly exportName: string;
  readonly member: ExponentialFamily<Data, Model>;
  draw(model: Model, count: number, random: Random): SampleStatistics;
  /** The family that draws data. */
  readonly plain: Family<Data, Model>;
}

/** The family made of the parts; `options` are the arguments that made it. */
export function statisticsFamily<Data extends TrainingSet, Model>(
  { exportName, member, draw, plain }: StatisticsFamilyParts<Data, Model>,
  options: ExponentialFamilyOptions,
): StatisticsFamily<Data, Model> {
  checkExponentialFamilyOptions(exportName, member, options);
  const isPlain = !options.prior && !options.penalty;
  return portable<StatisticsFamily<Data, Model>>(
    {
      name: `${member.name} statistics`,
      drawn: "sufficient statistics",
      fit: (statistics, _, previous) => matchStatistics(member, statistics, options, previous),
      sample: draw,
      isAbsorbed: isPlain ? plain.isAbsorbed : undefined,
      statisticsOf: (data) => {
        member.checkData(`${exportName}.statisticsOf`, data);
        return member.statisticsOf(data);
      },
    },
    exportName,
    options,
  );
}

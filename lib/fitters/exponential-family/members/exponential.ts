import type { Sample } from "../../../data/points";
import { checkedWaits, type ExponentialModel, exponentialMoments } from "../../exponential";
import type { ExponentialFamily } from "../member";
import { expectationsOf, meanStatistics } from "./mean-only";

/** Exponential: the statistic is the observation, η = −rate < 0. A ridge on η pulls the rate towards 0. */
export const exponentialMember: ExponentialFamily<Sample, ExponentialModel> = {
  name: "exponential",
  checkData: (caller, sample) => void checkedWaits(caller, sample),
  statisticsOf: (sample) => meanStatistics(sample.length, 1 / exponentialMoments(sample).rate),
  fromStatistics: ({ means }) => ({ rate: 1 / means[0]! }),
  expectedStatistics: ({ rate }, count) => meanStatistics(count, 1 / rate),
  natural: {
    start: ({ means }) => Float64Array.of(-1 / (means[0]! || 1)),
    meanStatistics: ({ means }) => Float64Array.from(means),
    expectations: ([eta]) =>
      eta! < 0 ? expectationsOf(-Math.log(-eta!), -1 / eta!, 1 / eta! ** 2) : expectationsOf(Infinity, 0, 0),
    toModel: ([eta]) => ({ rate: -eta! }),
  },
};

import { concatenate } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { portableConstant } from "../fitters/portable";
import type { Regime, RegimeContext } from "./regime";

function accumulateTraining<Data extends TrainingSet>({ training, synthetic }: RegimeContext<Data>): Data {
  return concatenate([training, synthetic]);
}

/**
 * Every generation trains on the real data and on every synthetic set so far (Gerstgrasser et al.,
 * arXiv 2404.01413). The training set grows by one synthetic set a generation, so a chain of G
 * generations costs O(G²). Draws nothing.
 */
export const accumulate: Regime = portableConstant(
  Object.assign(accumulateTraining, { label: "accumulate", remembers: false }),
  "accumulate",
);

import { sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { portableConstant } from "../fitters/portable";
import { drawRows } from "./draw-rows";
import type { Regime, RegimeContext } from "./regime";

function subsampleTraining<Data extends TrainingSet>(context: RegimeContext<Data>): Data {
  const { real, history, synthetic, random } = context;
  return drawRows([real, ...history, synthetic], sizeOf(real), random);
}

/**
 * Keeps the real data and every synthetic set, and trains every generation on a random subset of them, without
 * replacement, of the size of the real data: accumulation at a constant training cost (Kazdan et al.,
 * arXiv 2410.16713). Memory grows by one synthetic set a generation.
 */
export const accumulateSubsample: Regime = portableConstant(
  Object.assign(subsampleTraining, { label: "accumulate and subsample", remembers: true }),
  "accumulateSubsample",
);

import { concatenate } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { portableConstant } from "../fitters/portable";
import type { Regime, RegimeContext } from "./regime";

function augmentTraining<Data extends TrainingSet>({ real, synthetic }: RegimeContext<Data>): Data {
  return concatenate([real, synthetic]);
}

/**
 * Every generation trains on all of the real data and on the latest synthetic set: the synthetic augmentation
 * loop with fixed real data (Alemohammad et al., ICLR 2024). Draws nothing.
 */
export const augment: Regime = portableConstant(
  Object.assign(augmentTraining, { label: "augment", remembers: false }),
  "augment",
);

import type { TrainingSet } from "../data/points";
import { portableConstant } from "../fitters/portable";
import type { Regime, RegimeContext } from "./regime";

function replaceTraining<Data extends TrainingSet>({ synthetic }: RegimeContext<Data>): Data {
  return synthetic;
}

/**
 * Every generation trains on the samples of the generation before it and on nothing else: the fully
 * synthetic loop (Shumailov et al., Nature 631, 2024). Draws nothing, copies nothing.
 */
export const replace: Regime = portableConstant(
  Object.assign(replaceTraining, { label: "replace", remembers: false }),
  "replace",
);

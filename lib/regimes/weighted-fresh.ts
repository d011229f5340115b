import { concatenate } from "../data/collection";
import type { LabelledPoints, TrainingSet } from "../data/points";
import { portable } from "../fitters/portable";
import type { Regime, RegimeContext } from "./regime";

/**
 * Every generation trains on `count` fresh real rows and on all of the latest synthetic set, as `fresh` does, but the real
 * rows together weigh `realWeight` and the synthetic ones the rest, whatever their numbers (He, Xu & Cheng 2025,
 * arXiv 2502.18049). Weights average 1. For `LabelledPoints`, whose rows can have weights. The chain's `real` has to be a
 * source of further rows: `{ model, count }` or `{ pool, count }`. Draws with `drawReal` alone.
 *
 * @throws RangeError when the count is no whole number of at least 1 or the weight is not between 0 and 1; inside a
 *   chain, a TypeError for training sets whose rows cannot have weights
 */
export function weightedFresh(count: number, realWeight: number): Regime {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`weightedFresh needs a whole number of real rows of at least 1, got ${count}`);
  }
  if (!(realWeight >= 0 && realWeight <= 1)) {
    throw new RangeError(`weightedFresh needs a weight of real rows between 0 and 1, got ${realWeight}`);
  }
  function weightedTraining<Data extends TrainingSet>({ synthetic, drawReal }: RegimeContext<Data>): Data {
    return concatenate(withWeights([drawReal(count), synthetic], [realWeight, 1 - realWeight]));
  }
  return portable(
    Object.assign(weightedTraining, {
      label: `fresh ${count}, weight ${Number(realWeight.toPrecision(6))}`,
      remembers: false,
      freshRows: count,
    }),
    "weightedFresh",
    count,
    realWeight,
  );
}

/** The sets with weights: those of each set add up to its share of all rows. */
function withWeights<Data extends TrainingSet>(sets: readonly Data[], shares: readonly number[]): Data[] {
  const labelled = sets.map(requireLabelled);
  const total = labelled.reduce((sum, { targets }) => sum + targets.length, 0);
  return labelled.map((set, index) => {
    const rows = set.targets.length;
    return { ...set, weights: new Float64Array(rows).fill((shares[index]! * total) / rows) };
  }) as TrainingSet[] as Data[];
}

function requireLabelled(data: TrainingSet): LabelledPoints {
  if ("points" in data) return data;
  throw new TypeError(
    "weightedFresh needs training sets whose rows can have weights, LabelledPoints, got another kind: " +
      "use fresh, and set the weight through the number of rows",
  );
}

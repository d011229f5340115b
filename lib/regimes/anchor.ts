import { concatenate, sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { portable } from "../fitters/portable";
import { drawRows } from "./draw-rows";
import type { Regime, RegimeContext } from "./regime";

/**
 * Every generation trains on a share of real data beside the synthetic: of n = size of the synthetic set,
 * round(share × n) rows are drawn from the real data without replacement, anew each generation, and the rest from
 * the synthetic set, also without replacement. The total stays n. `anchor(0.1)` is the second setting of
 * Shumailov et al. (Nature 631, 2024).
 * @throws RangeError when the share is outside [0, 1]; inside a chain, when the real data have fewer rows than
 *   the share asks for
 */
export function anchor(share: number): Regime {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`anchor needs a share of real data between 0 and 1, got ${share}`);
  }
  function anchorTraining<Data extends TrainingSet>(context: RegimeContext<Data>): Data {
    return mixWithReal(context, share);
  }
  return portable(
    Object.assign(anchorTraining, {
      label: `anchor ${Number((share * 100).toPrecision(6))} %`,
      remembers: false,
    }),
    "anchor",
    share,
  );
}

function mixWithReal<Data extends TrainingSet>(context: RegimeContext<Data>, share: number): Data {
  const { real, synthetic, random } = context;
  const total = sizeOf(synthetic);
  const realRows = Math.round(share * total);
  if (realRows === 0) return synthetic;
  if (realRows > sizeOf(real)) {
    throw new RangeError(
      `anchor(${share}) needs ${realRows} of ${total} rows from the real data, which have ${sizeOf(real)}: ` +
        "lower the share or samplesPerGeneration",
    );
  }
  const kept = drawRows([real], realRows, random);
  return realRows === total ? kept : concatenate([kept, drawRows([synthetic], total - realRows, random)]);
}

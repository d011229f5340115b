import { concatenate } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { portable } from "../fitters/portable";
import type { Regime, RegimeContext } from "./regime";

/**
 * Every generation trains on `count` fresh real rows and on all of the latest synthetic set: the fresh-data loop
 * (Alemohammad et al., ICLR 2024, arXiv 2307.01850). The chain's `real` has to be a source of further rows:
 * `{ model, count }` or `{ pool, count }`. Draws with `drawReal` alone.
 *
 * @example
 * import { createRandom, fresh, gaussian, runChain } from "model-collapse";
 * const chain = runChain({
 *   family: gaussian(),
 *   regime: fresh(10),
 *   real: { model: { mean: 0, standardDeviation: 1 }, count: 100 },
 *   samplesPerGeneration: 90,
 *   generations: 20,
 *   random: createRandom("example"),
 * });
 * (await chain.collect()).at(-1)!.trainingSize; // → 100
 *
 * @throws RangeError when the count is no whole number of at least 1
 */
export function fresh(count: number): Regime {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `fresh needs a whole number of real rows of at least 1, got ${count}. With no real rows the regime is replace`,
    );
  }
  function freshTraining<Data extends TrainingSet>({ synthetic, drawReal }: RegimeContext<Data>): Data {
    return concatenate([drawReal(count), synthetic]);
  }
  return portable(
    Object.assign(freshTraining, { label: `fresh ${count}`, remembers: false, freshRows: count }),
    "fresh",
    count,
  );
}

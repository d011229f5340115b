import type { TrainingSet } from "../data/points";
import type { Measure, MeasureContext } from "./settings";

/** What a measure that reads the generated data sees of one generation. */
export interface SyntheticContext<Data extends TrainingSet, Model> extends MeasureContext<Data, Model> {
  readonly synthetic: Data;
}

/** A measure that sees what each generation writes. */
export interface SyntheticMeasure<Data extends TrainingSet, Model, Measured>
  extends Measure<Data, Model, Measured> {
  readonly readsSynthetic: true;
}

/**
 * Marks a measure as one that reads what each generation writes: `synthetic`, the very set that the regime then sees. The
 * last generation, which no other follows, writes too, from the stream that it would have drawn from: a draw more for
 * each replicate. No other digit of the chain changes. The function itself is marked and returned.
 *
 * @example
 * import { createRandom, gaussian, measureSynthetic, replace, runChain } from "model-collapse";
 * const chain = runChain({
 *   family: gaussian(),
 *   regime: replace,
 *   real: Float64Array.of(1, 2, 3, 4),
 *   generations: 2,
 *   measure: measureSynthetic(({ synthetic }) => synthetic.length),
 *   random: createRandom("example"),
 * });
 * (await chain.collect()).map(({ measured }) => measured); // → [4, 4, 4]
 *
 * @throws TypeError for what is no function
 */
export function measureSynthetic<Data extends TrainingSet, Model, Measured>(
  measure: (context: SyntheticContext<Data, Model>) => Measured,
): SyntheticMeasure<Data, Model, Measured> {
  if (typeof measure !== "function") {
    throw new TypeError(`measureSynthetic needs a function of what a measure sees, got ${typeof measure}`);
  }
  // The chain gives `synthetic` to whatever is marked so.
  return Object.assign(measure as Measure<Data, Model, Measured>, { readsSynthetic: true as const });
}

import type { Estimate } from "../metrics/summaries";
import { summarizeReplicateQuantiles, summarizeReplicates } from "./replicates";

/** A curve with its band, as the series of a line chart take it: `{ name, x, ...meanCurve(curves) }`. */
export interface BandedCurve {
  readonly y: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Mean over replicates ± 2 standard errors; `curves[r][g]` is replicate r at generation g.
 * @throws RangeError when there is no curve, curves differ in length, or a number is not finite
 */
export function meanCurve(curves: readonly ArrayLike<number>[]): BandedCurve {
  const { mean, lower, upper } = summarizeReplicates(curves);
  return { y: mean, lower, upper };
}

/**
 * Median over replicates with the band from the 10 % to the 90 % quantile: how far single replicates scatter.
 * @throws RangeError as `meanCurve`
 */
export function medianCurve(curves: readonly ArrayLike<number>[]): BandedCurve {
  const { median, lower, upper } = summarizeReplicateQuantiles(curves);
  return { y: median, lower, upper };
}

/**
 * Estimates ± 2 standard errors, in order: the perplexity of each generation, or of each dose of real data.
 *
 * @example
 * import { estimateCurve, proportionAndStandardError } from "model-collapse";
 * const shares = [24, 31, 52].map((repeating) => proportionAndStandardError(repeating, 100));
 * estimateCurve(shares).y; // → [ 0.24, 0.31, 0.52 ]
 */
export function estimateCurve(estimates: readonly Estimate[]): BandedCurve {
  const at = (errors: number) =>
    Float64Array.from(estimates, ({ measured, standardError }) => measured + errors * standardError);
  return { y: at(0), lower: at(-2), upper: at(2) };
}

import { quantileOfSorted } from "../metrics/quantiles";

/** A curve with the band drawn around it, one value a generation. */
export interface CurveSummary {
  /** Arithmetic mean over replicates. */
  readonly mean: Float64Array;
  readonly median: Float64Array;
  /** Edges of the band. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Standard error of the mean: sample standard deviation (n − 1) over √n; 0 for a single replicate. */
  readonly standardError: Float64Array;
}

/**
 * Mean over replicates with a band of ± `standardErrors` (default 2, about 95 %) standard errors of the mean: how well
 * the mean is known. `curves[r][g]` is replicate r at generation g. O(curves × generations).
 *
 * @throws RangeError when there is no curve, curves differ in length, or a number is not finite
 */
export function summarizeReplicates(
  curves: readonly ArrayLike<number>[],
  { standardErrors = 2 }: { standardErrors?: number } = {},
): CurveSummary {
  const summary = momentsOf("summarizeReplicates", curves);
  const { mean, standardError } = summary;
  return {
    ...summary,
    lower: mean.map((value, g) => value - standardErrors * standardError[g]),
    upper: mean.map((value, g) => value + standardErrors * standardError[g]),
  };
}

/**
 * Mean and median over replicates with a band between two quantiles (default 10 % and 90 %): how far single replicates
 * scatter. Suits log axes, since the band never goes below 0 for positive curves. Quantiles interpolate linearly
 * between order statistics (type 7, as NumPy). O(curves log curves × generations).
 *
 * @throws RangeError when there is no curve, curves differ in length, a number is not finite, or a quantile is outside
 * [0, 1]
 */
export function summarizeReplicateQuantiles(
  curves: readonly ArrayLike<number>[],
  { lower = 0.1, upper = 0.9 }: { lower?: number; upper?: number } = {},
): CurveSummary {
  if (!(lower >= 0 && lower <= upper && upper <= 1)) {
    throw new RangeError(
      `summarizeReplicateQuantiles needs 0 ≤ lower ≤ upper ≤ 1, got lower ${lower} and upper ${upper}`,
    );
  }
  const summary = momentsOf("summarizeReplicateQuantiles", curves);
  const columns = Array.from(summary.mean, (_, g) => columnOf(curves, g).sort());
  return {
    ...summary,
    lower: Float64Array.from(columns, (column) => quantileOfSorted(column, lower)),
    upper: Float64Array.from(columns, (column) => quantileOfSorted(column, upper)),
  };
}

function momentsOf(
  where: string,
  curves: readonly ArrayLike<number>[],
): Omit<CurveSummary, "lower" | "upper"> {
  requireCurves(where, curves);
  const columns = Array.from({ length: curves[0].length }, (_, g) => columnOf(curves, g));
  const mean = Float64Array.from(columns, meanOf);
  return {
    mean,
    median: Float64Array.from(columns, (column) => quantileOfSorted(column.slice().sort(), 0.5)),
    standardError: Float64Array.from(columns, (column, g) => standardErrorOf(column, mean[g])),
  };
}

function requireCurves(where: string, curves: readonly ArrayLike<number>[]): void {
  if (curves.length === 0 || curves[0].length === 0) {
    throw new RangeError(`${where} needs at least one curve with at least one value, got none`);
  }
  curves.forEach((curve, r) => {
    if (curve.length !== curves[0].length) {
      throw new RangeError(
        `${where} needs curves of equal length: replicate 0 has ${curves[0].length}, replicate ${r} has ${curve.length}`,
      );
    }
    const bad = Array.prototype.findIndex.call(curve, (value: number) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new RangeError(
        `${where} needs finite numbers, got ${curve[bad]} in replicate ${r} at index ${bad}`,
      );
    }
  });
}

function columnOf(curves: readonly ArrayLike<number>[], g: number): Float64Array {
  return Float64Array.from(curves, (curve) => curve[g]);
}

function meanOf(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0) / column.length;
}

function standardErrorOf(column: Float64Array, mean: number): number {
  if (column.length === 1) {
    return 0;
  }
  const squares = column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (column.length - 1) / column.length);
}

import type { Images } from "./images";
import type { SampleStatistics } from "./sample-statistics";
import type { TokenBlocks } from "./token-blocks";

/** Finite numbers in one dimension. */
export type Sample = Float64Array;

/** Points in `columns` dimensions, row-major: coordinate c of point r is `values[r * columns + c]`. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Inputs with one numeric target a row, for regression. */
export interface LabelledPoints {
  readonly points: Points;
  readonly targets: Float64Array;
  /** How much each row counts in a fit, ≥ 0; only ratios matter. Rows without count 1 each. */
  readonly weights?: Float64Array;
}

/** Indices of discrete outcomes, 0 … (number of categories − 1). */
export type Outcomes = Int32Array;

/**
 * What a chain trains on: every kind knows its size and can be joined, and every kind but statistics can lose rows (see
 * `collection.ts`).
 */
export type TrainingSet =
  | Sample
  | Points
  | LabelledPoints
  | Outcomes
  | Images
  | TokenBlocks
  | SampleStatistics;

/**
 * Points from rows of equal length. Cost O(rows × columns).
 * @throws RangeError when there is no row, rows differ in length, or a number is not finite
 */
export function pointsFrom(rows: readonly (readonly number[])[]): Points {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) {
    throw new RangeError("pointsFrom needs at least one row with at least one number, got none");
  }
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, r) => {
    if (row.length !== columns) {
      throw new RangeError(
        `pointsFrom needs rows of equal length: row 0 has ${columns}, row ${r} has ${row.length}`,
      );
    }
    row.forEach((value, c) => {
      if (!Number.isFinite(value)) {
        throw new RangeError(`pointsFrom needs finite numbers: row ${r}, column ${c} is ${value}`);
      }
      values[r * columns + c] = value;
    });
  });
  return { values, rows: rows.length, columns };
}

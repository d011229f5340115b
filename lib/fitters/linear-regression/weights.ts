import type { LabelledPoints, Points } from "../../data/points";

/** Weighted rows as rows that count 1 each: scaled by √weight about a weighted centre. */
export interface ScaledRows {
  readonly data: LabelledPoints;
  /** Weighted column means, 0 without an intercept. */
  readonly centre: Float64Array;
  readonly targetCentre: number;
  readonly totalWeight: number;
}

/** Rows and targets times √weight, after centring when there is an intercept. O(rows × columns). */
export function scaledByWeights(
  { points, targets }: LabelledPoints,
  weights: Float64Array,
  intercept: boolean,
): ScaledRows {
  const { values, rows, columns } = points;
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const centre = intercept ? weightedMeans(points, weights, totalWeight) : new Float64Array(columns);
  const column = { values: targets, rows, columns: 1 };
  const targetCentre = intercept ? weightedMeans(column, weights, totalWeight)[0]! : 0;
  const scaled = new Float64Array(values.length);
  const scaledTargets = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const root = Math.sqrt(weights[row]!);
    const at = row * columns;
    for (let c = 0; c < columns; c++) scaled[at + c] = root * (values[at + c]! - centre[c]!);
    scaledTargets[row] = root * (targets[row]! - targetCentre);
  }
  const data = { points: { values: scaled, rows, columns }, targets: scaledTargets };
  return { data, centre, targetCentre, totalWeight };
}

function weightedMeans(
  { values, rows, columns }: Points,
  weights: Float64Array,
  total: number,
): Float64Array {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      means[c]! += (weights[row]! / total) * (values[row * columns + c]! - values[c]!);
    }
  }
  for (let c = 0; c < columns; c++) means[c]! += values[c]!;
  return means;
}

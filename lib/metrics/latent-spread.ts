import type { Points } from "../data/points";
import { checkPoints } from "../fitters/checks";
import { columnMeans } from "../fitters/multivariate-gaussian";

/**
 * Mean over columns of their standard deviations (1/n). Over the means that the encoder of generation 0 gives a
 * later generation's images, one row an image, this is the σ that contracts in the experiment on autoencoders of
 * Shumailov et al. 2024 (Nature 631, 755–759), as the authors' notebook takes it. O(rows × columns).
 * @throws RangeError without rows, or for a number that is not finite
 *
 * @example
 * import { latentSpread, pointsFrom } from "model-collapse";
 * latentSpread(pointsFrom([[-1, 0], [1, 4]])); // → 1.5
 */
export function latentSpread(points: Points): number {
  checkPoints("latentSpread", points, 1);
  const { values, rows, columns } = points;
  const means = columnMeans(points);
  const squares = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let c = 0; c < columns; c++) squares[c]! += (values[at + c]! - means[c]!) ** 2;
  }
  return squares.reduce((sum, square) => sum + Math.sqrt(square / rows), 0) / columns;
}

/**
 * Greatest absolute mean of a column: how far a latent space has moved off its prior's centre. O(rows × columns).
 * @throws RangeError without rows, or for a number that is not finite
 */
export function largestMean(points: Points): number {
  checkPoints("largestMean", points, 1);
  return columnMeans(points).reduce((most, mean) => Math.max(most, Math.abs(mean)), 0);
}

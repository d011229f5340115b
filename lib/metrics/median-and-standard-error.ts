import { checkedSample } from "../fitters/checks";
import { sorted } from "./quantile-coupling";
import type { Estimate } from "./summaries";

/**
 * Median of independent values and its standard error by Maritz & Jarrett (Biometrika 1978): the exact
 * bootstrap spread of the middle order statistic, without drawing. Each order statistic weighs as much as a
 * Beta((n+1)/2, (n+1)/2) variable has mass between (i − 1)/n and i/n. Reliable from about ten values. O(n log
 * n).
 * @throws RangeError for fewer than three values or one that is not finite
 *
 * @example
 * import { medianAndStandardError } from "model-collapse";
 * medianAndStandardError([1, 2, 4, 8, 16]).measured; // → 4
 */
export function medianAndStandardError(values: ArrayLike<number>): Estimate {
  const ordered = sorted(checkedSample("medianAndStandardError", values, 3));
  const count = ordered.length;
  const middle = Math.floor(count / 2);
  const measured = count % 2 === 1 ? ordered[middle]! : (ordered[middle - 1]! + ordered[middle]!) / 2;
  const weights = middleWeights(count);
  let [mass, first, second] = [0, 0, 0];
  ordered.forEach((value, i) => {
    const deviation = value - measured;
    mass += weights[i]!;
    first += weights[i]! * deviation;
    second += weights[i]! * deviation * deviation;
  });
  const variance = second / mass - (first / mass) ** 2;
  return { measured, standardError: Math.sqrt(Math.max(0, variance)), replicates: count };
}

/** Nodes and weights of Gauss–Legendre quadrature with five points on [−1, 1]. */
const nodes = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
const nodeWeights = [
  0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189,
];

/** Mass of the symmetric beta density between (i − 1)/n and i/n, up to a common factor. */
function middleWeights(count: number): Float64Array {
  const exponent = (count + 1) / 2 - 1;
  return Float64Array.from({ length: count }, (_, i) =>
    nodes.reduce((sum, node, k) => {
      const x = (i + (1 + node) / 2) / count;
      return sum + nodeWeights[k]! * Math.exp(exponent * Math.log(4 * x * (1 - x)));
    }, 0),
  );
}

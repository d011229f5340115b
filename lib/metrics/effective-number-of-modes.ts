import { totalOf } from "./category-counts";

export interface EffectiveNumberOptions {
  /** Order of the Hill number: 0 counts the modes that occur, 1 (default) weighs by share, 2 favours large ones. */
  readonly order?: number;
}

/**
 * How many modes of equal size would be as diverse (Hill 1973): (Σ p^order)^(1/(1 − order)), for order 1 its limit, the
 * exponential of the entropy, for order 2 one over the probability that two draws agree. Takes counts or shares;
 * between 1 and the number of modes. From n draws it is too small: order 1 by a factor of about 1 − (modes − 1)/(2n).
 * O(modes).
 * @throws RangeError when counts are negative, not finite or all 0, or for a negative order
 *
 * @example
 * import { effectiveNumberOfModes } from "model-collapse";
 * effectiveNumberOfModes([25, 25, 25, 25, 0]); // → 4
 * effectiveNumberOfModes([0.9, 0.1], { order: 2 }); // → 1.2195
 */
export function effectiveNumberOfModes(
  counts: ArrayLike<number>,
  options: EffectiveNumberOptions = {},
): number {
  const { order = 1 } = options;
  if (!(order >= 0 && order < Infinity)) {
    throw new RangeError(`effectiveNumberOfModes needs an order of at least 0, such as 1 or 2, got ${order}`);
  }
  const total = totalOf("effectiveNumberOfModes", "", counts, "a mode that occurs");
  let sum = 0;
  for (let mode = 0; mode < counts.length; mode++) {
    const share = counts[mode]! / total;
    if (share > 0) sum += order === 1 ? -share * Math.log(share) : share ** order;
  }
  return order === 1 ? Math.exp(sum) : sum ** (1 / (1 - order));
}

/**
 * How many steps a curve takes to fall to a share of its first value and, for the first time, below or on it: whole steps;
 * Infinity when it never does. O(length).
 * @throws RangeError for an empty curve, or a share that is not between 0 and 1
 *
 * @example
 * import { halfLife } from "model-collapse";
 * halfLife([8, 6, 5, 4, 2]); // → 3
 * halfLife([8, 6, 5, 4, 2], 0.1); // → Infinity
 */
export function halfLife(curve: ArrayLike<number>, share = 0.5): number {
  if (curve.length === 0) throw new RangeError("halfLife needs a curve, got no value");
  if (!(share > 0 && share < 1)) throw new RangeError(`halfLife needs a share between 0 and 1, got ${share}`);
  for (let step = 0; step < curve.length; step++) if (curve[step]! <= share * curve[0]!) return step;
  return Infinity;
}

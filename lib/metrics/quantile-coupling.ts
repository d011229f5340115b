import { createNumberSorter } from "./sort-numbers";

/**
 * Mean cost of carrying sample a to sample b in one dimension when the smallest go to the smallest: the
 * optimal plan for every convex cost of the distance. Both sorted; sizes may differ, and shares are counted
 * in whole units of 1/(n m), so that no rounding builds up. O(n + m).
 */
export function quantileCouplingCost(
  a: Float64Array,
  b: Float64Array,
  cost: (difference: number) => number,
): number {
  const [n, m] = [a.length, b.length];
  if (n === m) return equalSizesCost(a, b, cost);
  let sum = 0;
  let [i, j, position] = [0, 0, 0];
  while (i < n && j < m) {
    // Observation i of a holds the shares up to (i + 1) m of n m; observation j of b those up to (j + 1) n.
    const [endOfA, endOfB] = [(i + 1) * m, (j + 1) * n];
    const end = Math.min(endOfA, endOfB);
    sum += (end - position) * cost(a[i]! - b[j]!);
    position = end;
    if (endOfA === end) i++;
    if (endOfB === end) j++;
  }
  return sum / n / m;
}

function equalSizesCost(a: Float64Array, b: Float64Array, cost: (difference: number) => number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += cost(a[i]! - b[i]!);
  return sum / a.length;
}

/** The sample itself when it is in ascending order already, else a sorted copy. O(n), at worst O(n log n). */
export function sorted(sample: Float64Array): Float64Array {
  for (let i = 1; i < sample.length; i++) {
    if (sample[i - 1]! > sample[i]!) return createNumberSorter(sample.length)(sample.slice());
  }
  return sample;
}

import { checkedSample } from "../fitters/checks";
import { sorted } from "./quantile-coupling";

/**
 * Kolmogorov–Smirnov distance between two samples: the largest difference between their empirical
 * distribution functions, in [0, 1]. Sizes may differ, ties are allowed. O(n log n), O(n) when both are
 * sorted.
 *
 * Between samples of n and m from one continuous distribution its mean is not 0 but about 0.87 √(1/n + 1/m).
 * @throws RangeError when a sample is empty or holds a number that is not finite
 *
 * @example
 * import { kolmogorovSmirnov } from "model-collapse";
 * kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]); // → 0.5
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const left = sorted(checkedSample("kolmogorovSmirnov", a, 1));
  const right = sorted(checkedSample("kolmogorovSmirnov", b, 1));
  const [n, m] = [left.length, right.length];
  let [i, j, largest] = [0, 0, 0];
  while (i < n && j < m) {
    const value = Math.min(left[i]!, right[j]!);
    while (i < n && left[i] === value) i++;
    while (j < m && right[j] === value) j++;
    largest = Math.max(largest, Math.abs(i * m - j * n));
  }
  return largest / n / m;
}

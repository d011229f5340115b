/** Σ a b, as four sums at once: each addition would wait for the one before. */
export function innerProduct(a: Float64Array, b: Float64Array): number {
  let [first, second, third, fourth, j] = [0, 0, 0, 0, 0];
  for (; j + 3 < a.length; j += 4) {
    first += a[j]! * b[j]!;
    second += a[j + 1]! * b[j + 1]!;
    third += a[j + 2]! * b[j + 2]!;
    fourth += a[j + 3]! * b[j + 3]!;
  }
  for (; j < a.length; j++) first += a[j]! * b[j]!;
  return first + second + (third + fourth);
}

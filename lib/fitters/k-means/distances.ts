/** Squared Euclidean distance between two stretches of `columns` numbers. */
export function squaredDistance(
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  columns: number,
): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) {
    const difference = a[aAt + c]! - b[bAt + c]!;
    sum += difference * difference;
  }
  return sum;
}

import type { Points } from "./points";

/**
 * Classes as targets: a row for each label, with a 1 in the column of its class and 0 elsewhere. O(labels × classes).
 *
 * @example
 * import { oneHot } from "model-collapse";
 * Array.from(oneHot([2, 0], 3).values); // → [0, 0, 1, 1, 0, 0]
 *
 * @throws RangeError for a label that is not a whole number from 0 to classes − 1
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Points {
  if (!Number.isSafeInteger(classes) || classes < 1) {
    throw new RangeError(`oneHot needs classes to be a whole number of at least 1, got ${classes}`);
  }
  const values = new Float64Array(labels.length * classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(
        `oneHot needs whole labels from 0 to ${classes - 1} (classes − 1): label ${row} is ${label}`,
      );
    }
    values[row * classes + label] = 1;
  }
  return { values, rows: labels.length, columns: classes };
}

/**
 * Index of the largest entry of every row, the first of several: the class that a row of scores speaks for.
 * O(rows × columns).
 *
 * @example
 * import { largestColumns, pointsFrom } from "model-collapse";
 * Array.from(largestColumns(pointsFrom([[0.1, 0.9], [0.8, 0.2]]))); // → [1, 0]
 */
export function largestColumns({ values, rows, columns }: Points): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let largest = 0;
    for (let c = 1; c < columns; c++) {
      if (values[row * columns + c]! > values[row * columns + largest]!) largest = c;
    }
    return largest;
  });
}

import type { Points } from "../../data/points";
import { checkPoints, checkWholeNumber } from "../checks";

/** Checked labels, and how many rows each class has. */
export interface LabelledRows {
  readonly labels: Int32Array;
  readonly rowsOfClass: Int32Array;
}

/**
 * Checks points with a class each, of which every one has at least `least` rows. Without `classes` there are as many as
 * the largest label says.
 * @throws RangeError naming the caller, the need and what came
 */
export function checkedLabels(
  caller: string,
  points: Points,
  labels: ArrayLike<number>,
  classes: number | undefined,
  least: number,
): LabelledRows {
  checkPoints(caller, points, 2);
  if (classes !== undefined) checkWholeNumber(caller, "classes", classes, 2);
  if (labels.length !== points.rows) {
    throw new RangeError(
      `${caller} needs a label for each row, got ${labels.length} for ${points.rows} rows`,
    );
  }
  const largest = largestLabel(caller, labels, classes);
  if (classes === undefined && largest === 0) {
    throw new RangeError(`${caller} needs at least 2 classes, but every label is 0`);
  }
  const count = classes ?? largest + 1;
  // With more classes than rows one is without: no need to count, nor room for numbers of millions of classes.
  const rowsOfClass = new Int32Array(Math.min(count, points.rows + 1));
  for (let row = 0; row < labels.length; row++) rowsOfClass[labels[row]!]!++;
  checkClassRows(caller, rowsOfClass, least);
  return { labels: Int32Array.from(labels), rowsOfClass };
}

function largestLabel(caller: string, labels: ArrayLike<number>, classes: number | undefined): number {
  let largest = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!(Number.isSafeInteger(label) && label >= 0 && label < (classes ?? Infinity))) {
      const range = classes === undefined ? "0 up" : `0 to ${classes - 1} (classes − 1)`;
      throw new RangeError(`${caller} needs whole labels from ${range}: label ${row} is ${label}`);
    }
    if (label > largest) largest = label;
  }
  return largest;
}

function checkClassRows(caller: string, rowsOfClass: Int32Array, least: number): void {
  const poor = rowsOfClass.findIndex((rows) => rows < least);
  if (poor < 0) return;
  throw new RangeError(
    `${caller} needs at least ${least} row${least === 1 ? "" : "s"} of every class, but class ${poor} has ` +
      `${rowsOfClass[poor]}. Renumber the classes without it, or add rows`,
  );
}

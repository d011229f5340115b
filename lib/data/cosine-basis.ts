import type { Points } from "./points";

/**
 * The first `columns` cosines on [0, 1], 1, √2 cos πx, √2 cos 2πx, …, at the middles of `inputs` equal intervals: a row
 * an input. Their mean products over the inputs are exactly 1 (with themselves) and 0 (with others).
 * @throws RangeError unless 1 ≤ columns ≤ inputs are whole numbers
 *
 * @example
 * import { cosineBasis } from "model-collapse";
 * cosineBasis(2, 2).values.join(" "); // → 1 1 1 -1
 */
export function cosineBasis(inputs: number, columns: number): Points {
  const whole = Number.isInteger(inputs) && Number.isInteger(columns);
  if (!whole || columns < 1 || columns > inputs) {
    throw new RangeError(
      `cosineBasis needs whole numbers 1 ≤ columns ≤ inputs, got ${columns} columns and ${inputs} inputs`,
    );
  }
  const values = new Float64Array(inputs * columns);
  for (let row = 0; row < inputs; row++) {
    const x = (row + 0.5) / inputs;
    values[row * columns] = 1;
    for (let column = 1; column < columns; column++) {
      values[row * columns + column] = Math.SQRT2 * Math.cos(Math.PI * column * x);
    }
  }
  return { values, rows: inputs, columns };
}

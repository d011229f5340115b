import type { Points } from "./points";

/**
 * Every different bars-and-stripes image of `side × side` pixels once, a row each: whole rows or whole columns are on (1) or
 * off (0), 2 (2^side) − 2 images (MacKay 2003, "Information Theory, Inference, and Learning Algorithms", §43).
 * @throws RangeError unless side is a whole number from 2 to 12
 *
 * @example
 * import { barsAndStripes } from "model-collapse";
 * barsAndStripes(3).rows; // → 14
 */
export function barsAndStripes(side: number): Points {
  if (!Number.isInteger(side) || side < 2 || side > 12) {
    throw new RangeError(`barsAndStripes needs a side from 2 to 12 pixels, got ${side}`);
  }
  const columns = side * side;
  const rows = 2 * 2 ** side - 2;
  const values = new Float64Array(rows * columns);
  const whole = 2 ** side - 1;
  for (let row = 0; row < rows; row++) {
    // All off and all on are bars and stripes at once; stripes leave them out.
    const bits = row <= whole ? row : row - whole;
    for (let pixel = 0; pixel < columns; pixel++) {
      const line = row <= whole ? Math.floor(pixel / side) : pixel % side;
      values[row * columns + pixel] = (bits >> line) & 1;
    }
  }
  return { values, rows, columns };
}

/**
 * All 2^columns rows of zeros and ones, bit i of the row's number in column i: for exact sums over small binary models.
 * @throws RangeError unless columns is a whole number from 1 to 20
 */
export function binaryStates(columns: number): Points {
  if (!Number.isInteger(columns) || columns < 1 || columns > 20) {
    throw new RangeError(`binaryStates needs 1 to 20 columns, got ${columns}`);
  }
  const rows = 2 ** columns;
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = (Math.floor(i / columns) >> (i % columns)) & 1;
  return { values, rows, columns };
}

import type { Points } from "../data/points";
import type { TokenBlocks } from "../data/token-blocks";

/**
 * A sample fit to be fitted: at least `minimum` finite numbers. Plain arrays become typed arrays. O(n).
 * @throws RangeError naming the caller, the need and what came
 */
export function checkedSample(caller: string, sample: ArrayLike<number>, minimum: number): Float64Array {
  if (sample === null || typeof sample !== "object" || typeof sample.length !== "number") {
    throw new TypeError(`${caller} needs an array of numbers or a Float64Array, got ${describe(sample)}`);
  }
  if (sample.length < minimum) {
    throw new RangeError(`${caller} needs at least ${minimum} observations, got ${sample.length}`);
  }
  const values = sample instanceof Float64Array ? sample : Float64Array.from(sample);
  const broken = firstNotFinite(values);
  if (broken >= 0) {
    throw new RangeError(
      `${caller} needs finite numbers: observation ${broken} is ${values[broken]}. Drop or fill it first`,
    );
  }
  return values;
}

/**
 * Checks that points are well formed, finite and at least `minimum` many. O(rows × columns).
 * @throws TypeError when they are no points, RangeError naming the caller, the need and what came
 */
export function checkPoints(caller: string, points: Points, minimum: number): void {
  if (!(points?.values instanceof Float64Array)) {
    throw new TypeError(`${caller} needs Points (see pointsFrom), got ${describe(points)}`);
  }
  const { values, rows, columns } = points;
  if (rows < minimum || columns < 1) {
    throw new RangeError(`${caller} needs at least ${minimum} rows of data, got ${rows} × ${columns}`);
  }
  if (values.length !== rows * columns) {
    throw new RangeError(
      `${caller} needs rows × columns values (${rows} × ${columns} = ${rows * columns}), got ${values.length}`,
    );
  }
  const broken = firstNotFinite(values);
  if (broken >= 0) {
    const place = `row ${Math.floor(broken / columns)}, column ${broken % columns}`;
    throw new RangeError(
      `${caller} needs finite numbers: ${place} is ${values[broken]}. Drop or fill it first`,
    );
  }
}

/** @throws RangeError naming the first column whose values are all equal, and the remedy */
export function checkNoConstantColumn(caller: string, points: Points): void {
  const column = constantColumn(points);
  if (column >= 0) {
    const value = points.values[column];
    throw new RangeError(
      `${caller} needs columns that vary: column ${column} is ${value} in all ${points.rows} rows. ` +
        "Drop the column",
    );
  }
}

/** @throws TypeError unless `blocks` are blocks of tokens */
export function checkTokenBlocks(caller: string, name: string, blocks: TokenBlocks): void {
  if (blocks?.tokens instanceof Int32Array) return;
  throw new TypeError(
    `${caller} needs ${name} to be blocks of tokens, see tokenBlocks, got ${describe(blocks)}`,
  );
}

/** @throws RangeError unless `value` is a whole number of at least `least` */
export function checkWholeNumber(caller: string, name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${caller} needs ${name} to be a whole number of at least ${least}, got ${value}`);
  }
}

/** @throws RangeError unless `value` is a finite number that is not negative */
export function checkNotNegative(caller: string, name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${caller} needs ${name} to be a finite number of at least 0, got ${value}`);
  }
}

/** @throws RangeError listing the choices unless `value` is one of them */
export function checkChoice(caller: string, name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    throw new RangeError(
      `${caller} needs ${name} to be one of ${choices.map((choice) => `"${choice}"`).join(", ")}, ` +
        `got "${value}"`,
    );
  }
}

function firstNotFinite(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return i;
  return -1;
}

function constantColumn({ values, rows, columns }: Points): number {
  for (let column = 0; column < columns; column++) {
    let row = 1;
    while (row < rows && values[row * columns + column] === values[column]) row++;
    if (row >= rows) return column;
  }
  return -1;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}

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
 * @throws RangeError unless the sample varies, and over a range that is finite
 */
export function checkVaries(caller: string, values: Float64Array): void {
  let [least, most] = [values[0]!, values[0]!];
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < least) least = values[i]!;
    else if (values[i]! > most) most = values[i]!;
  }
  if (least === most) {
    throw new RangeError(
      `${caller} needs a sample that varies: all ${values.length} observations are ${least}`,
    );
  }
  if (most - least === Infinity) {
    throw new RangeError(
      `${caller} needs a range that is finite, got values from ${least} to ${most}. Rescale them`,
    );
  }
}

/**
 * Checks that every observation lies strictly between two bounds.
 * @throws RangeError naming the first that does not, and the remedy
 */
export function checkBetween(
  caller: string,
  values: Float64Array,
  [low, high]: readonly [number, number],
  remedy: string,
): void {
  const outside = values.findIndex((value) => !(value > low && value < high));
  if (outside < 0) return;
  const need = high === Infinity ? `greater than ${low}` : `strictly between ${low} and ${high}`;
  throw new RangeError(
    `${caller} needs numbers ${need}: observation ${outside} is ${values[outside]}. ${remedy}`,
  );
}

/** Largest whole number that outcomes can hold. */
export const largestOutcome = 2 ** 31 - 1;

/**
 * Outcomes fit to be fitted: at least one, all of them whole numbers from 0 to `most`. Plain arrays become typed. O(n).
 * @throws RangeError naming the caller, the need, what came and the remedy
 */
export function checkedOutcomes(
  caller: string,
  outcomes: ArrayLike<number>,
  most: number,
  remedy: string,
): Int32Array {
  if (!(outcomes?.length > 0)) {
    throw new RangeError(`${caller} needs at least 1 outcome, got ${outcomes?.length ?? outcomes}`);
  }
  for (let i = 0; i < outcomes.length; i++) {
    const outcome = outcomes[i]!;
    if (!Number.isInteger(outcome) || outcome < 0 || outcome > most) {
      throw new RangeError(
        `${caller} needs whole numbers from 0 to ${most}, but outcome ${i} is ${outcome}. ${remedy}`,
      );
    }
  }
  return outcomes instanceof Int32Array ? outcomes : Int32Array.from(outcomes);
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

/**
 * Many values of one shape (plain records, nested or not, whose leaves are numbers, undefined or a text that is the same
 * in all) as one array of
 * numbers. Copying half a million such records to another thread one by one costs more than computing them.
 */
export interface NumberTable {
  readonly shape: Shape;
  readonly count: number;
  /** Value by value, leaf by leaf. */
  readonly numbers: Float64Array;
}

type Shape =
  | "number"
  | "undefined"
  | { readonly text: string }
  | { readonly keys: readonly string[]; readonly fields: readonly Shape[] };

/** The table of the values, or undefined when they are not all of one such shape. O(number of leaves). */
export function tableOf(values: readonly unknown[]): NumberTable | undefined {
  const shape = shapeOf(values[0]);
  if (!shape) return undefined;
  const writer = { numbers: new Float64Array(values.length * leavesOf(shape)), next: 0 };
  for (const value of values) if (!write(writer, value, shape)) return undefined;
  return { shape, count: values.length, numbers: writer.numbers };
}

/** The values again. */
export function valuesOf({ shape, count, numbers }: NumberTable): unknown[] {
  const reader = { numbers, next: 0 };
  return Array.from({ length: count }, () => read(reader, shape));
}

interface Cursor {
  readonly numbers: Float64Array;
  next: number;
}

function shapeOf(value: unknown): Shape | undefined {
  if (typeof value === "number") return "number";
  if (value === undefined) return "undefined";
  if (typeof value === "string") return { text: value };
  if (!isPlain(value)) return undefined;
  const keys = Object.keys(value);
  const fields: Shape[] = [];
  for (const key of keys) {
    const field = shapeOf(value[key]);
    if (!field) return undefined;
    fields.push(field);
  }
  return { keys, fields };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function leavesOf(shape: Shape): number {
  if (typeof shape === "string") return shape === "number" ? 1 : 0;
  if ("text" in shape) return 0;
  return shape.fields.reduce((sum, field) => sum + leavesOf(field), 0);
}

/** False when the value is of another shape. */
function write(cursor: Cursor, value: unknown, shape: Shape): boolean {
  if (shape === "number") {
    cursor.numbers[cursor.next++] = value as number;
    return typeof value === "number";
  }
  if (shape === "undefined") return value === undefined;
  if ("text" in shape) return value === shape.text;
  if (!isPlain(value)) return false;
  const { keys, fields } = shape;
  let index = 0;
  for (const key in value) {
    if (key !== keys[index] || !write(cursor, value[key], fields[index]!)) return false;
    index++;
  }
  return index === keys.length;
}

function read(cursor: Cursor, shape: Shape): unknown {
  if (shape === "number") return compact(cursor.numbers[cursor.next++]!);
  if (shape === "undefined") return undefined;
  if ("text" in shape) return shape.text;
  const value: Record<string, unknown> = {};
  const { keys, fields } = shape;
  for (let i = 0; i < keys.length; i++) value[keys[i]!] = read(cursor, fields[i]!);
  return value;
}

/** The same number, in the engine's form for small integers where it is one: that takes a third of the memory. */
function compact(number: number): number {
  const integer = number | 0;
  return integer === number && !Object.is(number, -0) ? integer : number;
}

/**
 * What is needed of the binary format of WebAssembly (core specification 2.0, chapter 5) to write one function
 * by hand: JavaScript has no arithmetic on four numbers at once, WebAssembly has.
 */

export const int32 = 0x7f;
export const vector = 0x7b;

/**
 * Instructions as bytes. Offsets are in bytes; `splat` loads one float into all four lanes. Names that end in
 * `Doubles` are for two lanes of double precision, `…Longs` for two of 64-bit integers.
 */
export const op = {
  get: (local: number): number[] => [0x20, ...unsigned(local)],
  set: (local: number): number[] => [0x21, ...unsigned(local)],
  constant: (value: number): number[] => [0x41, ...signed(value)],
  add: [0x6a],
  subtract: [0x6b],
  or: [0x72],
  shiftLeft: [0x74],
  storeInt: [0x36, 2, 0],
  loop: [0x03, 0x40],
  end: [0x0b],
  /** Back to the start of the innermost loop while the number on the stack is not 0. */
  repeatIf: [0x0d, 0],
  load: (offset: number): number[] => [0xfd, 0, 4, ...unsigned(offset)],
  splat: (offset: number): number[] => [0xfd, 9, 2, ...unsigned(offset)],
  store: (offset: number): number[] => [0xfd, 11, 4, ...unsigned(offset)],
  zeros: [0xfd, 12, ...new Array<number>(16).fill(0)],
  isGreater: [0xfd, 0x44],
  laneSigns: [0xfd, 0xa4, 1],
  addLanes: [0xfd, 0xe4, 1],
  subtractLanes: [0xfd, 0xe5, 1],
  multiplyLanes: [0xfd, 0xe6, 1],
  maximumLanes: [0xfd, 0xe9, 1],
  splatDouble: (offset: number): number[] => [0xfd, 10, 3, ...unsigned(offset)],
  bothDoubles: (value: number): number[] => [0xfd, 12, ...doubleBytes(value), ...doubleBytes(value)],
  areGreaterDoubles: [0xfd, 0x4a],
  and: [0xfd, 0x4e],
  rootDoubles: [0xfd, 0xef, 1],
  addDoubles: [0xfd, 0xf0, 1],
  subtractDoubles: [0xfd, 0xf1, 1],
  multiplyDoubles: [0xfd, 0xf2, 1],
  shiftLeftLongs: [0xfd, 0xcb, 1],
  addLongs: [0xfd, 0xce, 1],
} as const;

/**
 * A module that exports `run`: `parameters` integers to one integer, over the memory that it imports as
 * `host.memory`. Locals are numbered from the parameters on: integers first, then vectors.
 */
export function moduleBytes(
  parameters: number,
  integers: number,
  vectors: number,
  body: readonly number[],
): Uint8Array {
  const locals = [2, ...unsigned(integers), int32, ...unsigned(vectors), vector];
  const code = [...locals, ...body, ...op.end];
  const signature = [0x60, parameters, ...new Array<number>(parameters).fill(int32), 1, int32];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, signature),
    ...section(2, [...name("host"), ...name("memory"), 2, 0, 1]),
    ...section(3, [0]),
    ...section(7, [...name("run"), 0, 0]),
    ...section(10, [...unsigned(code.length), ...code]),
  );
}

/** A section with one entry. */
function section(id: number, entry: readonly number[]): number[] {
  return [id, ...unsigned(entry.length + 1), 1, ...entry];
}

function name(text: string): number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

/** LEB128: seven bits a byte, the lowest first; the eighth says that more follow. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

/** The eight bytes of a double, lowest first. */
function doubleBytes(value: number): number[] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value, true);
  return Array.from({ length: 8 }, (_, i) => bytes.getUint8(i));
}

/** Bytes of a number of each type that is read. */
export const numberBytes = { F32: 4, F16: 2, BF16: 2 } as const;

export type NumberType = keyof typeof numberBytes;

/** The largest number that IEEE 754's binary16 holds. */
export const largestHalf = 65504;

/**
 * Little-endian bytes as 32-bit numbers; so are the machines that tensors are computed on. F16 and BF16 become the
 * numbers that they stand for, exactly. F32 that fill their memory are not copied. O(bytes).
 */
export function numbersOf(type: NumberType, bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes;
  const whole = byteOffset === 0 && byteLength === buffer.byteLength;
  const memory = whole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
  if (type === "F32") return new Float32Array(memory);
  const halves = new Uint16Array(memory);
  return type === "F16" ? fromHalves(halves) : fromBrainHalves(halves);
}

/**
 * 32-bit numbers as little-endian bytes of a type, rounded to the nearest, ties to even, as everywhere. F32 are not
 * copied. Numbers beyond 65,504 are infinite in F16. O(numbers).
 */
export function bytesOf(type: NumberType, values: Float32Array): Uint8Array {
  if (type === "F32") return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const toHalf = type === "F16" ? halfOf : brainHalfOf;
  const halves = new Uint16Array(words.length);
  for (let at = 0; at < words.length; at++) halves[at] = toHalf(words[at]!);
  return new Uint8Array(halves.buffer);
}

/** Exponent and fraction are moved to their places; the two exponents are biased by 15 and 127. */
function fromHalves(halves: Uint16Array): Float32Array {
  const numbers = new Float32Array(halves.length);
  const words = new Uint32Array(numbers.buffer);
  for (let at = 0; at < halves.length; at++) {
    const bits = halves[at]!;
    const sign = bits & 0x8000;
    const size = bits & 0x7fff;
    const exponent = bits & 0x7c00;
    if (exponent === 0) numbers[at] = (sign ? -1 : 1) * size * 2 ** -24;
    else if (exponent === 0x7c00) words[at] = (sign << 16) | 0x7f800000 | (size << 13);
    else words[at] = (sign << 16) | ((size << 13) + (112 << 23));
  }
  return numbers;
}

/** A BF16 is the upper half of a 32-bit number. */
function fromBrainHalves(halves: Uint16Array): Float32Array {
  const words = new Uint32Array(halves.length);
  for (let at = 0; at < halves.length; at++) words[at] = halves[at]! << 16;
  return new Float32Array(words.buffer);
}

function brainHalfOf(word: number): number {
  const size = word & 0x7fffffff;
  if (size > 0x7f800000) return (word >>> 16) | 0x40; // NaN stays NaN.
  return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
}

function halfOf(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const size = word & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  const exponent = (size >>> 23) - 112;
  if (exponent > 30) return sign | 0x7c00;
  // A subnormal half counts multiples of 2⁻²⁴: its fraction, with the leading one, is moved further to the right.
  const fraction = exponent > 0 ? size - (112 << 23) : (size & 0x7fffff) | 0x800000;
  const shift = exponent > 0 ? 13 : 14 - exponent;
  if (shift > 24) return sign;
  const rounded = fraction + (1 << (shift - 1)) - 1 + ((fraction >>> shift) & 1);
  return sign | (rounded >>> shift);
}

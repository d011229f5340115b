/** Weights of tokens, below 2: probabilities, or proportional to them. */
export interface Weights {
  readonly values: Float32Array;
  /** The same memory as integers, which order as numbers do that are not negative, and are compared faster. */
  readonly bits: Int32Array;
}

/** A view of the values; nothing is copied. */
export function weightsOf(values: Float32Array): Weights {
  return { values, bits: new Int32Array(values.buffer, values.byteOffset, values.length) };
}

const oneNumber = weightsOf(new Float32Array(1));

/** The bits of a number rounded to 32 bits. */
export function bitsOf(value: number): number {
  oneNumber.values[0] = value;
  return oneNumber.bits[0]!;
}

/** Sum in 64 bits. Four chains of additions, since each addition waits for the one before it. */
export function sumOf(values: Float32Array, start: number, end: number): number {
  // Declared one by one: destructured, they would not stay in registers.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = start + ((end - start) & ~3);
  for (let at = start; at < whole; at += 4) {
    a += values[at]!;
    b += values[at + 1]!;
    c += values[at + 2]!;
    d += values[at + 3]!;
  }
  for (let at = whole; at < end; at++) a += values[at]!;
  return a + b + (c + d);
}

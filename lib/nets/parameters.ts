/** An array of 32-bit numbers with its shape, row-major. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The parameters of a network by name, such as "decoder.hidden.weights". */
export type Parameters = Readonly<Record<string, Parameter>>;

/** Number of entries of an array of this shape. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** Number of trainable numbers in a network. */
export function countParameters(parameters: Parameters): number {
  return Object.values(parameters).reduce((count, { values }) => count + values.length, 0);
}

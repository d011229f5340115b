/** An idx file, whatever stands in it; type 8 is unsigned bytes. */
export function idxFile(dimensions: readonly number[], bytes: ArrayLike<number>, type = 8): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  header.setUint8(2, type);
  header.setUint8(3, dimensions.length);
  for (const [at, dimension] of dimensions.entries()) header.setUint32(4 + 4 * at, dimension);
  return Uint8Array.of(...new Uint8Array(header.buffer), ...Array.from(bytes));
}

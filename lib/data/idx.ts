/** Content of an idx file of unsigned bytes: one number a byte, the last index running fastest. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  /** A view of the file's bytes. */
  readonly bytes: Uint8Array;
}

/** What the third byte of the file says that it holds. */
const typeNames: Readonly<Record<number, string>> = {
  8: "unsigned bytes",
  9: "signed bytes",
  11: "16-bit integers",
  12: "32-bit integers",
  13: "32-bit floats",
  14: "64-bit floats",
};
const unsignedBytes = 8;

/**
 * Reads an idx file of unsigned bytes, the format of MNIST: two zero bytes, the type, the number of dimensions, each
 * dimension as a big-endian 32-bit number, and the data. Strict: nothing may lack or follow. O(1).
 * @throws RangeError naming what was expected and what came
 */
export function parseIdx(file: Uint8Array, dimensionCount: number): IdxArray {
  checkMagic(file, dimensionCount);
  const headerLength = 4 + 4 * dimensionCount;
  if (file.length < headerLength) throw refusal(`a header of ${headerLength} bytes, got ${file.length}`);
  const header = new DataView(file.buffer, file.byteOffset, headerLength);
  const dimensions = Array.from({ length: dimensionCount }, (_, d) => header.getUint32(4 + 4 * d));
  const shape = dimensions.join(" × ");
  if (dimensions.includes(0)) throw refusal(`dimensions of at least 1, got ${shape}`);
  const bytes = file.subarray(headerLength);
  const needed = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length !== needed) {
    const problem = bytes.length < needed ? "truncated" : "too long";
    throw refusal(`${needed} bytes after the header (${shape}), got ${bytes.length}: the file is ${problem}`);
  }
  return { dimensions, bytes };
}

function checkMagic(file: Uint8Array, dimensionCount: number): void {
  const magic = [...file.subarray(0, 4)];
  const [first, second, type, count] = magic;
  if (magic.length < 4 || first !== 0 || second !== 0) {
    const wanted = hexadecimal([0, 0, unsignedBytes, dimensionCount]);
    throw refusal(`a file that begins with ${wanted}, got ${hexadecimal(magic) || "an empty file"}`);
  }
  if (type !== unsignedBytes) {
    const name = typeNames[type!] ?? "no type of idx";
    throw refusal(
      `unsigned bytes (type code ${unsignedBytes}), got type code ${type} (${name}) in the third byte`,
    );
  }
  if (count !== dimensionCount) {
    throw refusal(`${dimensionCount} as the number of dimensions, got ${count} in the fourth byte`);
  }
}

function hexadecimal(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function refusal(need: string): RangeError {
  return new RangeError(`parseIdx needs ${need}`);
}

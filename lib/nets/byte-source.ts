/** Bytes that can be read anywhere without holding all of them, such as those of a file. */
export interface ByteSource {
  readonly length: number;
  /** A copy of bytes `start` … `end` − 1, in memory of its own. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: async (start, end) => new Uint8Array(bytes.subarray(start, end)) };
}

import { createHash } from "node:crypto";
import { fstatSync, readSync } from "node:fs";
import { piecesOf, valueFrom } from "./plain-data";

const firstLine = "model-collapse checkpoint 2";
const headerLength = firstLine.length + 1 + 64 + 1;
/** Most bytes that are hashed, read or written at once; Node refuses 2 GiB and more. */
const sliceLength = 2 ** 24;

/**
 * A file that can tell whether it is whole, as pieces one after the other: a title line, the SHA-256 of the rest in
 * hexadecimal digits, the length of the first piece of the value (8 bytes, little-endian), its pieces (`piecesOf`).
 */
export function encodeCheckpoint(value: unknown): Uint8Array[] {
  const pieces = piecesOf(value);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(pieces[0].length));
  const rest = [length, ...pieces.flatMap((piece) => [...slicesOf(piece)])];
  const digest = createHash("sha256");
  for (const slice of rest) digest.update(slice);
  return [Buffer.from(`${firstLine}\n${digest.digest("hex")}\n`), ...rest];
}

/**
 * The value in an open file. Nothing of it is looked at before the digest is found right.
 * @throws Error, saying what is wrong, unless the bytes are what `encodeCheckpoint` made; a RangeError is about memory
 */
export function decodeCheckpoint(file: number): unknown {
  const header = read(file, 0, headerLength);
  const [line, expected] = Buffer.from(header).toString("latin1").split("\n");
  if (line !== firstLine) throw new Error(`it does not begin with "${firstLine}"`);
  const actual = digestFrom(file, headerLength);
  if (expected !== actual) throw new Error(`its SHA-256 is ${actual}, expected ${expected}`);
  let position = headerLength;
  const next = (length: number) => {
    position += length;
    return read(file, position - length, length);
  };
  const firstLength = Number(new DataView(next(8)).getBigUint64(0, true));
  return valueFrom(new Uint8Array(next(firstLength)), next);
}

function* slicesOf({
  buffer,
  byteOffset,
  byteLength,
}: ArrayBufferView): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < byteLength; at += sliceLength) {
    yield new Uint8Array(buffer, byteOffset + at, Math.min(sliceLength, byteLength - at));
  }
}

/** The bytes of a file from `position` on; fewer where it ends before. */
function read(file: number, position: number, length: number): ArrayBuffer {
  const memory = new ArrayBuffer(length);
  let filled = 0;
  for (const slice of slicesOf(new DataView(memory))) {
    for (let count = -1, at = 0; count !== 0 && at < slice.length; at += count) {
      count = readSync(file, slice, at, slice.length - at, position + filled);
      filled += count;
    }
  }
  return memory;
}

function digestFrom(file: number, start: number): string {
  const { size } = fstatSync(file);
  const digest = createHash("sha256");
  const slice = new Uint8Array(sliceLength);
  for (let at = start; at < size; ) {
    const count = readSync(file, slice, 0, slice.length, at);
    if (count === 0) break;
    digest.update(slice.subarray(0, count));
    at += count;
  }
  return digest.digest("hex");
}

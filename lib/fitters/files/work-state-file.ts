import { createHash, type Hash } from "node:crypto";
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { temporaryNeighbour } from "../../data/sources/write-atomically";
import type { Parameter } from "../../nets/parameters";
import { safetensorsPieces } from "../../nets/safetensors/encode";
import { headerLength, readHeader } from "../../nets/safetensors/header";
import type { WorkState } from "../work-keeper";

/** Bytes that are hashed, read or written between two turns of others: some hundredths of a second. */
const turnLength = 2 ** 24;

/**
 * Writes a state as a safetensors file, a moment at a time: facts and settings in its metadata, with the SHA-256 of all
 * of it. Whoever reads the file, after any kill, finds the old state or the new one.
 */
export function* writeWorkState(
  path: string,
  settings: string,
  { tensors, facts }: WorkState,
): Generator<void, void, void> {
  const content = { settings, facts: JSON.stringify(facts) };
  const hash = beginDigest(content);
  for (const [name, parameter] of sorted(Object.entries(tensors))) yield* enter(hash, name, parameter);
  const metadata = { ...content, digest: hash.digest("hex") };
  const temporary = temporaryNeighbour(path);
  try {
    const file = openSync(temporary, "w");
    try {
      yield* writePieces(file, safetensorsPieces({ parameters: tensors, metadata }));
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Writes onto the disk a little at a time: for all of it together the system would take seconds. */
function* writePieces(file: number, pieces: Iterable<Uint8Array>): Generator<void, void, void> {
  let unsynchronized = 0;
  for (const piece of pieces) {
    for (const slice of slicesOf(piece)) {
      for (let at = 0; at < slice.length; ) at += writeSync(file, slice, at);
      unsynchronized += slice.length;
      if (unsynchronized < turnLength) continue;
      fdatasyncSync(file);
      unsynchronized = 0;
      yield;
    }
  }
  fdatasyncSync(file);
}

/**
 * The state in a file, a moment at a time.
 * @throws Error, saying what is wrong, unless it is what `writeWorkState` wrote for these settings
 */
export function* readWorkState(path: string, settings: string): Generator<void, WorkState, void> {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const begin = yield* readBytes(file, 0, Math.min(8, size));
    const header = readHeader(yield* readBytes(file, 0, 8 + headerLength(begin, size)), size);
    const { settings: own = "", facts = "", digest } = header.metadata;
    const hash = beginDigest({ settings: own, facts });
    const parameters: [string, Parameter][] = [];
    for (const { name, type, shape, start, end } of header.tensors) {
      if (type !== "F32") throw new Error(`its tensor ${name} is of type ${type}`);
      const bytes = yield* readBytes(file, header.byteLength + start, header.byteLength + end);
      parameters.push([name, { shape, values: new Float32Array(bytes.buffer) }]);
    }
    for (const [name, parameter] of sorted(parameters)) yield* enter(hash, name, parameter);
    const actual = hash.digest("hex");
    if (digest !== actual) throw new Error(`its SHA-256 is ${actual}, expected ${digest}`);
    if (own !== settings) throw new Error("it belongs to other settings");
    return { tensors: Object.fromEntries(parameters), facts: JSON.parse(facts) };
  } finally {
    closeSync(file);
  }
}

function beginDigest(content: { readonly settings: string; readonly facts: string }): Hash {
  return createHash("sha256").update(JSON.stringify([content.settings, content.facts]));
}

function* enter(hash: Hash, name: string, { shape, values }: Parameter): Generator<void, void, void> {
  hash.update(JSON.stringify([name, shape]));
  for (const slice of slicesOf(values)) {
    hash.update(slice);
    yield;
  }
}

function sorted(parameters: readonly [string, Parameter][]): [string, Parameter][] {
  return [...parameters].sort(([a], [b]) => (a < b ? -1 : 1));
}

function* slicesOf({
  buffer,
  byteOffset,
  byteLength,
}: ArrayBufferView): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < byteLength; at += turnLength) {
    yield new Uint8Array(buffer, byteOffset + at, Math.min(turnLength, byteLength - at));
  }
}

function* readBytes(file: number, start: number, end: number): Generator<void, Uint8Array, void> {
  const bytes = new Uint8Array(end - start);
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(file, bytes, at, Math.min(turnLength, bytes.length - at), start + at);
    if (count === 0) throw new Error("it was cut off while it was read");
    at += count;
    yield;
  }
  return bytes;
}

import { createHash } from "node:crypto";
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
  const metadata = { ...content, digest: yield* digestOfState(content, Object.entries(tensors)) };
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

/** Onto the disk a little at a time: for all of it together the system would take seconds. */
function* writePieces(file: number, pieces: Iterable<Uint8Array>): Generator<void, void, void> {
  const write = (slice: Uint8Array) => {
    for (let at = 0; at < slice.length; ) at += writeSync(file, slice, at);
  };
  for (const _ of inTurns(pieces, write)) {
    fdatasyncSync(file);
    yield;
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
    const parameters: [string, Parameter][] = [];
    for (const { name, type, shape, start, end } of header.tensors) {
      if (type !== "F32") throw new Error(`its tensor ${name} is of type ${type}`);
      const bytes = yield* readBytes(file, header.byteLength + start, header.byteLength + end);
      parameters.push([name, { shape, values: new Float32Array(bytes.buffer) }]);
    }
    const actual = yield* digestOfState({ settings: own, facts }, parameters);
    if (digest !== actual) throw new Error(`its SHA-256 is ${actual}, expected ${digest}`);
    if (own !== settings) throw new Error("it belongs to other settings");
    return { tensors: Object.fromEntries(parameters), facts: JSON.parse(facts) };
  } finally {
    closeSync(file);
  }
}

function* digestOfState(
  { settings, facts }: { readonly settings: string; readonly facts: string },
  parameters: readonly (readonly [string, Parameter])[],
): Generator<void, string, void> {
  const sorted = [...parameters].sort(([a], [b]) => (a < b ? -1 : 1));
  const shapes = sorted.map(([name, { shape }]) => [name, shape]);
  const hash = createHash("sha256").update(JSON.stringify([settings, facts, shapes]));
  const numbers = sorted.map(([, { values }]) => values);
  yield* inTurns(numbers, (slice) => hash.update(slice));
  return hash.digest("hex");
}

/** Does something with all bytes, a slice at a time, and yields after every so many. */
function* inTurns(
  pieces: Iterable<ArrayBufferView>,
  act: (slice: Uint8Array) => void,
): Generator<void, void, void> {
  let done = 0;
  for (const { buffer, byteOffset, byteLength } of pieces) {
    for (let at = 0; at < byteLength; at += turnLength) {
      const slice = new Uint8Array(buffer, byteOffset + at, Math.min(turnLength, byteLength - at));
      act(slice);
      done += slice.length;
      if (done < turnLength) continue;
      yield;
      done = 0;
    }
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

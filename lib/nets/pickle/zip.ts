import type { ByteSource } from "../byte-source";
import { crc32 } from "./crc32";

/** A file in a zip archive, stored as it is. */
export interface ZipEntry {
  readonly name: string;
  /** Where its bytes begin and how many there are. */
  readonly start: number;
  readonly length: number;
  readonly crc: number;
}

/** An entry as the directory lists it, with the place of its own header. */
interface Listed extends Omit<ZipEntry, "start"> {
  readonly header: number;
}

/** Where the directory lies, and how many entries it lists. */
interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

const signatures = {
  entry: 0x02014b50,
  local: 0x04034b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};

/** Largest directory that is read: 100,000 entries. */
const largestDirectory = 2 ** 24;

/**
 * The entries of a zip archive by name, as PyTorch writes it: stored, neither compressed nor encrypted, in one part;
 * zip64 too. Only the directory and the headers are read.
 * @throws Error saying what is wrong, also for entries that overlap or lie outside the archive
 */
export async function readZip(source: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const directory = await findDirectory(source);
  const listed = listEntries(await source.read(directory.start, directory.end), directory.count);
  const entries = new Map<string, ZipEntry>();
  let free = 0;
  for (const entry of listed.sort((a, b) => a.header - b.header)) {
    const start = await startOf(entry, source, directory.start);
    if (entry.header < free) throw new Error(`its entry ${entry.name} overlaps the one before it`);
    free = start + entry.length;
    if (free > directory.start) throw new Error(`its entry ${entry.name} ends outside the archive`);
    if (entries.has(entry.name)) throw new Error(`it has two entries ${entry.name}`);
    entries.set(entry.name, { name: entry.name, start, length: entry.length, crc: entry.crc });
  }
  return entries;
}

/**
 * The bytes of an entry.
 * @throws Error when they are not those that its CRC-32 was computed of
 */
export async function readEntry(source: ByteSource, entry: ZipEntry): Promise<Uint8Array> {
  const bytes = await source.read(entry.start, entry.start + entry.length);
  const crc = crc32(bytes);
  if (crc !== entry.crc) {
    throw new Error(
      `its entry ${entry.name} has the CRC-32 ${hex(crc)}, not ${hex(entry.crc)}: it is damaged`,
    );
  }
  return bytes;
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  // The archive ends with 22 bytes and a comment of up to 65,535; 20 bytes of zip64 may stand before them.
  const from = Math.max(0, source.length - 22 - 65535 - 20);
  const tail = viewOf(await source.read(from, source.length));
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    const isEnd =
      tail.getUint32(at, true) === signatures.end &&
      at + 22 + tail.getUint16(at + 20, true) === tail.byteLength;
    if (!isEnd) continue;
    const has64 = at >= 20 && tail.getUint32(at - 20, true) === signatures.locator64;
    const directory = has64
      ? await readEnd64(source, Number(tail.getBigUint64(at - 20 + 8, true)), from + at - 20)
      : readEnd(tail, at);
    return checkDirectory(directory, from + at);
  }
  throw new Error("it is no zip archive, or it was cut off: an archive's end is missing");
}

function readEnd(tail: DataView, at: number): Directory {
  const parts = [4, 6].map((offset) => tail.getUint16(at + offset, true));
  if (parts.some((part) => part !== 0)) throw new Error("it is one part of a zip archive of several");
  const start = tail.getUint32(at + 16, true);
  return { start, end: start + tail.getUint32(at + 12, true), count: tail.getUint16(at + 10, true) };
}

async function readEnd64(source: ByteSource, at: number, locator: number): Promise<Directory> {
  if (at + 56 > locator) throw new Error("its zip64 end lies outside the archive");
  const end = viewOf(await source.read(at, at + 56));
  if (end.getUint32(0, true) !== signatures.end64) throw new Error("its zip64 end is damaged");
  const start = Number(end.getBigUint64(48, true));
  const length = Number(end.getBigUint64(40, true));
  return { start, end: start + length, count: Number(end.getBigUint64(32, true)) };
}

function checkDirectory(directory: Directory, end: number): Directory {
  const { start, count } = directory;
  const length = directory.end - start;
  if (directory.end > end) throw new Error("its directory lies outside the archive");
  if (length > largestDirectory) throw new Error(`its directory of ${length} bytes is too long`);
  if (count * 46 > length) throw new Error(`its directory of ${length} bytes cannot list ${count} entries`);
  return directory;
}

function listEntries(bytes: Uint8Array, count: number): Listed[] {
  const view = viewOf(bytes);
  const entries: Listed[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== signatures.entry) {
      throw new Error(`entry ${index + 1} of its directory is damaged`);
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => view.getUint16(at + o, true));
    const end = at + 46 + nameLength! + extraLength! + commentLength!;
    if (end > bytes.length) throw new Error(`entry ${index + 1} of its directory is damaged`);
    const name = textOf(bytes.subarray(at + 46, at + 46 + nameLength!));
    const extra = viewOf(bytes.subarray(at + 46 + nameLength!, at + 46 + nameLength! + extraLength!));
    entries.push(listedEntry(name, view, at, extra));
    at = end;
  }
  if (at !== bytes.length) throw new Error("bytes follow the entries of its directory");
  return entries;
}

function listedEntry(name: string, view: DataView, at: number, extra: DataView): Listed {
  if (view.getUint16(at + 8, true) & 1) throw new Error(`its entry ${name} is encrypted`);
  if (view.getUint16(at + 10, true) !== 0) {
    throw new Error(`its entry ${name} is compressed, which PyTorch never does`);
  }
  const sizes = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  const [length, packed, header] = with64(name, sizes, extra) as [number, number, number];
  if (length !== packed) throw new Error(`its entry ${name} has two lengths, ${length} and ${packed}`);
  return { name, length, header, crc: view.getUint32(at + 16, true) };
}

/** Numbers that do not fit into 32 bits stand in the extra field, in the same order. */
function with64(name: string, sizes: readonly number[], extra: DataView): number[] {
  if (!sizes.includes(0xffffffff)) return [...sizes];
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    const end = at + 4 + extra.getUint16(at + 2, true);
    let next = at + 4;
    return sizes.map((size) => {
      if (size !== 0xffffffff) return size;
      next += 8;
      if (next > end || end > extra.byteLength)
        throw new Error(`the zip64 field of its entry ${name} is damaged`);
      return Number(extra.getBigUint64(next - 8, true));
    });
  }
  throw new Error(`its entry ${name} lacks a zip64 field`);
}

/** Where the bytes of an entry begin: after its own header, which has to name it, too. */
async function startOf({ name, header }: Listed, source: ByteSource, end: number): Promise<number> {
  const damaged = new Error(`the header of its entry ${name} is damaged`);
  if (header + 30 > end) throw damaged;
  const fixed = viewOf(await source.read(header, header + 30));
  const [nameLength, extraLength] = [fixed.getUint16(26, true), fixed.getUint16(28, true)];
  const nameEnd = header + 30 + nameLength;
  if (fixed.getUint32(0, true) !== signatures.local || nameEnd + extraLength > end) throw damaged;
  if (textOf(await source.read(header + 30, nameEnd)) !== name) throw damaged;
  return nameEnd + extraLength;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error("a name in its directory is no UTF-8", { cause: error });
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function hex(number: number): string {
  return number.toString(16).padStart(8, "0");
}

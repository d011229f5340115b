import { duplicateKey } from "./duplicate-key";
import { type NumberType, numberBytes } from "./numbers";

/** What lies in bytes `start` … `end` − 1 after the header. */
interface Place {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Where a tensor lies. */
export interface TensorPlace extends Place {
  readonly type: NumberType;
  readonly shape: readonly number[];
}

/** The header of a safetensors file. */
export interface SafetensorsHeader {
  /** In the order in which they lie in the file. */
  readonly tensors: readonly TensorPlace[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the numbers begin. */
  readonly byteLength: number;
}

/** Longest header that the format allows, in bytes. */
const longest = 100_000_000;

/**
 * Reads the header in front of a file of `fileLength` bytes. Only its own bytes are looked at: `bytes` may end after
 * them. Tensors that `ignores` names are left out, of whatever type they are.
 * @throws Error saying what is wrong, unless tensors follow each other without a gap to the end of the file
 */
export function readHeader(
  bytes: Uint8Array,
  fileLength: number,
  ignores: (name: string) => boolean = () => false,
): SafetensorsHeader {
  const length = headerLength(bytes, fileLength);
  const record = parseHeader(bytes.subarray(8, 8 + length));
  const { __metadata__: metadata = {}, ...described } = record;
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === "string")) {
    throw new Error("its __metadata__ is not texts by name");
  }
  const places = Object.entries(described).map(([name, value]) =>
    ignores(name) ? placeOf(name, value) : tensorPlaceOf(name, value),
  );
  places.sort((a, b) => a.start - b.start || a.end - b.end);
  const byteLength = 8 + length;
  checkPlaces(places, fileLength - byteLength);
  const tensors = places.filter((place): place is TensorPlace => "type" in place);
  return { tensors, metadata: metadata as Record<string, string>, byteLength };
}

/** The length of the header, without the 8 bytes that hold it. */
export function headerLength(bytes: Uint8Array, fileLength: number): number {
  if (fileLength < 8) throw new Error(`it has ${fileLength} bytes, fewer than the 8 of a header's length`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > longest) throw new Error(`its header would be ${length} bytes long, more than ${longest}`);
  if (Number(length) > fileLength - 8) {
    throw new Error(`it has ${fileLength} bytes, but its header alone needs ${8 + Number(length)}`);
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`its header is no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!isRecord(value) || !text.startsWith("{")) throw new Error("its header is no JSON object");
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new Error(`its header names ${JSON.stringify(twice)} twice`);
  return value;
}

function placeOf(name: string, value: unknown): Place {
  const { data_offsets: offsets } = isRecord(value) ? value : {};
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw new Error(`its tensor ${name} lacks two data_offsets of whole numbers`);
  }
  return { name, start: offsets[0]!, end: offsets[1]! };
}

function tensorPlaceOf(name: string, value: unknown): TensorPlace {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (typeof dtype !== "string" || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw new Error(`its tensor ${name} lacks a dtype, a shape or two data_offsets of whole numbers`);
  }
  if (!Object.hasOwn(numberBytes, dtype)) {
    const known = Object.keys(numberBytes).join(", ");
    throw new Error(`its tensor ${name} is of dtype ${JSON.stringify(dtype)}; ${known} can be read`);
  }
  const type = dtype as NumberType;
  const [start, end] = offsets as [number, number];
  const size = shape.reduce((product, sides) => product * sides, numberBytes[type]);
  if (end - start !== size) {
    throw new Error(
      `its tensor ${name}, ${type} of shape [${shape}], needs ${size} bytes, but has offsets ${start} to ${end}`,
    );
  }
  if (start % numberBytes[type] !== 0) {
    throw new Error(
      `its tensor ${name} begins at byte ${start}, which is no multiple of ${numberBytes[type]}`,
    );
  }
  return { name, type, shape, start, end };
}

function checkPlaces(tensors: readonly Place[], length: number): void {
  let end = 0;
  for (const tensor of tensors) {
    if (tensor.start !== end) {
      const what = tensor.start < end ? "overlaps the tensor before it" : "leaves a gap before it";
      throw new Error(`its tensor ${tensor.name} ${what}: offset ${tensor.start} after ${end}`);
    }
    end = tensor.end;
  }
  if (end !== length) {
    const what = end > length ? "it was cut off" : "bytes follow that belong to none";
    throw new Error(`its tensors take ${end} bytes, but ${length} follow the header: ${what}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

import type { Parameters } from "../parameters";
import { sizeOfShape } from "../parameters";
import { bytesOf, largestHalf, type NumberType, numberBytes } from "./numbers";

/** Parameters, and texts by name, as a safetensors file holds them. */
export interface NamedTensors {
  readonly parameters: Parameters;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of a safetensors file, see `encodeSafetensors`. O(bytes). */
export function encodeSafetensors(tensors: NamedTensors, type: NumberType = "F32"): Uint8Array {
  const pieces = [...safetensorsPieces(tensors, type)];
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/**
 * The bytes of a safetensors file (github.com/huggingface/safetensors), piece by piece: the length of the header
 * (8 bytes, little-endian), the header, JSON, padded with spaces to a multiple of 8, and the numbers of one tensor after
 * the other, in the order of the names. All is checked before the first piece is asked for.
 * @throws RangeError for a parameter whose numbers do not fill its shape or do not fit into the type, or that has the
 *   name of the metadata
 */
export function safetensorsPieces(
  { parameters, metadata }: NamedTensors,
  type: NumberType = "F32",
): Iterable<Uint8Array> {
  const entries = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  let end = 0;
  const described = entries.map(([name, { shape, values }]) => {
    checkParameter(name, shape, values, type);
    const start = end;
    end += values.length * numberBytes[type];
    return [name, { dtype: type, shape, data_offsets: [start, end] }] as const;
  });
  const header = headerBytes(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(described) }));
  return (function* () {
    yield header;
    for (const [, { values }] of entries) yield bytesOf(type, values);
  })();
}

function headerBytes(json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20, 8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

function checkParameter(
  name: string,
  shape: readonly number[],
  values: Float32Array,
  type: NumberType,
): void {
  if (name === "__metadata__") {
    throw new RangeError(
      "encodeSafetensors needs another name for a parameter than __metadata__, which the format keeps",
    );
  }
  if (sizeOfShape(shape) !== values.length) {
    throw new RangeError(
      `encodeSafetensors needs ${sizeOfShape(shape)} numbers for ${name} of shape [${shape}], got ${values.length}`,
    );
  }
  const beyond = type === "F16" ? values.find(isBeyondHalf) : undefined;
  if (beyond !== undefined) {
    throw new RangeError(
      `encodeSafetensors needs numbers up to ${largestHalf} for F16, got ${beyond} in ${name}; write F32 or BF16`,
    );
  }
}

/** Whether rounding makes a finite number infinite: from half a step above the largest on. */
function isBeyondHalf(value: number): boolean {
  return Math.abs(value) >= largestHalf + 16 && Number.isFinite(value);
}

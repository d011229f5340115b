import type { Parameters } from "../parameters";
import { sizeOfShape } from "../parameters";

/** Parameters, and texts by name, as a safetensors file holds them. */
export interface NamedTensors {
  readonly parameters: Parameters;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The bytes of a safetensors file (github.com/huggingface/safetensors): the length of the header (8 bytes,
 * little-endian), the header, JSON, padded with spaces to a multiple of 8, and the numbers, F32, in the order of the
 * names. O(bytes).
 * @throws RangeError for a parameter whose numbers do not fill its shape, or that has the name of the metadata
 */
export function encodeSafetensors({ parameters, metadata }: NamedTensors): Uint8Array {
  const entries = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  let end = 0;
  const described = entries.map(([name, { shape, values }]) => {
    checkParameter(name, shape, values);
    const start = end;
    end += values.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [start, end] }] as const;
  });
  const header = new TextEncoder().encode(
    JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(described) }),
  );
  const begin = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(begin + end).fill(0x20, 8 + header.length, begin);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(begin - 8), true);
  bytes.set(header, 8);
  entries.forEach(([, { values }], index) => {
    const own = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    bytes.set(own, begin + described[index]![1].data_offsets[0]!);
  });
  return bytes;
}

function checkParameter(name: string, shape: readonly number[], values: Float32Array): void {
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
}

import type { Parameter } from "../parameters";
import type { NamedTensors } from "./encode";
import { type NumberType, readHeader } from "./header";

/**
 * The tensors in the bytes of a safetensors file, copied; F16 and BF16 become the 32-bit numbers that they stand for,
 * exactly. O(bytes).
 * @throws Error saying what is wrong: a header whose length or JSON is bad, a name twice, a dtype that is not read,
 *   offsets that overlap, leave a gap, do not fit the shape or the size of a number, bytes too few or too many
 */
export function decodeSafetensors(bytes: Uint8Array): NamedTensors {
  const { tensors, metadata, byteLength } = readHeader(bytes, bytes.length);
  const parameters = tensors.map(({ name, type, shape, start, end }): [string, Parameter] => {
    const own = new Uint8Array(bytes.subarray(byteLength + start, byteLength + end));
    return [name, { shape, values: numbersFrom[type](own.buffer) }];
  });
  return { parameters: Object.fromEntries(parameters), metadata };
}

/** Little-endian bytes as numbers; so are the machines that tensors are computed on. */
const numbersFrom: Readonly<Record<NumberType, (memory: ArrayBuffer) => Float32Array>> = {
  F32: (memory) => new Float32Array(memory),
  F16: (memory) => {
    const halves = halfNumbers();
    return Float32Array.from(new Uint16Array(memory), (bits) => halves[bits]!);
  },
  // The upper half of a 32-bit number.
  BF16: (memory) => new Float32Array(Uint32Array.from(new Uint16Array(memory), (bits) => bits << 16).buffer),
};

/** The number of each of the 65,536 patterns of IEEE 754's binary16. */
function halfNumbers(): Float32Array {
  return Float32Array.from({ length: 2 ** 16 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
    if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

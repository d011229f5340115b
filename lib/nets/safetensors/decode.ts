import type { Parameter } from "../parameters";
import type { NamedTensors } from "./encode";
import { readHeader } from "./header";
import { numbersOf } from "./numbers";

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
    return [name, { shape, values: numbersOf(type, own) }];
  });
  return { parameters: Object.fromEntries(parameters), metadata };
}

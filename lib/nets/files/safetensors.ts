import { readFile } from "node:fs/promises";
import { writeWhole } from "../../data/sources/write-whole";
import { decodeSafetensors } from "../safetensors/decode";
import { type NamedTensors, safetensorsPieces } from "../safetensors/encode";
import type { NumberType } from "../safetensors/numbers";

/**
 * Reads a safetensors file: F32, F16 and BF16, as 32-bit numbers. Nothing in it is ever executed.
 * @throws Error naming the file, what is wrong with it and the remedy, when it cannot be read or is damaged
 */
export async function readSafetensors(path: string): Promise<NamedTensors> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new Error(`readSafetensors cannot read ${path}: ${error.message}`, { cause: error });
  });
  try {
    return decodeSafetensors(bytes);
  } catch (error) {
    throw new Error(
      `readSafetensors cannot use ${path}: ${(error as Error).message}. ` +
        "It is damaged or no safetensors file: save it, or download it, again",
      { cause: error },
    );
  }
}

/**
 * Writes a safetensors file, whole or not at all: whoever reads it finds the old file or the new one. Numbers are
 * rounded to the type, by default not at all; of them no second copy is held but one tensor's of another type.
 * @throws RangeError for a parameter whose numbers do not fill its shape or do not fit into the type; Error naming the
 *   file when it cannot be written
 */
export async function writeSafetensors(
  path: string,
  tensors: NamedTensors,
  type: NumberType = "F32",
): Promise<void> {
  const pieces = safetensorsPieces(tensors, type);
  await writeWhole(path, pieces).catch((error: Error) => {
    throw new Error(
      `writeSafetensors cannot write ${path}: ${error.message}. It needs a folder that can be written, with free space`,
      { cause: error },
    );
  });
}

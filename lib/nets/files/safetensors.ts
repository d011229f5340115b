import { readFile } from "node:fs/promises";
import { writeWhole } from "../../data/sources/write-whole";
import { decodeSafetensors } from "../safetensors/decode";
import { encodeSafetensors, type NamedTensors } from "../safetensors/encode";

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
 * Writes a safetensors file, whole or not at all: whoever reads it finds the old file or the new one.
 * @throws RangeError for a parameter whose numbers do not fill its shape; Error naming the file when it cannot be
 *   written
 */
export async function writeSafetensors(path: string, tensors: NamedTensors): Promise<void> {
  const bytes = encodeSafetensors(tensors);
  await writeWhole(path, bytes).catch((error: Error) => {
    throw new Error(
      `writeSafetensors cannot write ${path}: ${error.message}. It needs a folder that can be written, with free space`,
      { cause: error },
    );
  });
}

import { readSafetensors, writeSafetensors } from "../../nets/files/safetensors";
import { autoencoderAsTensors, autoencoderFromTensors } from "../variational-autoencoder/as-tensors";
import type { VariationalAutoencoderModel } from "../variational-autoencoder/model";

/**
 * Writes a model to a safetensors file, which other programs can read too: parameters as tensors of our names,
 * architecture, image size and learning curve as metadata. Whole or not at all; what is there is replaced.
 * @throws Error naming the file when it cannot be written
 *
 * @example
 * import { createRandom, fitVariationalAutoencoder, imagesFrom } from "model-collapse";
 * import { loadVariationalAutoencoder, saveVariationalAutoencoder } from "model-collapse";
 * import { mkdtempSync, rmSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * const images = imagesFrom([0, 1, 1, 0, 1, 0, 0, 1], { height: 2, width: 2 });
 * const options = { architecture: { kind: "dense", hidden: 8, latent: 2 }, steps: 10, batchSize: 2 } as const;
 * const model = await fitVariationalAutoencoder(images, options, createRandom("saved"));
 * const folder = mkdtempSync(join(tmpdir(), "models-"));
 * await saveVariationalAutoencoder(model, join(folder, "digits.safetensors"));
 * const loaded = await loadVariationalAutoencoder(join(folder, "digits.safetensors"));
 * rmSync(folder, { recursive: true });
 * loaded.losses[0] === model.losses[0]; // → true
 */
export async function saveVariationalAutoencoder(
  model: VariationalAutoencoderModel,
  path: string,
): Promise<void> {
  await writeSafetensors(path, autoencoderAsTensors(model));
}

/**
 * The model that `saveVariationalAutoencoder` wrote, every number as it was.
 * @throws Error naming the file, what is wrong with it and the remedy, when it cannot be read, is damaged, or holds
 *   something else
 */
export async function loadVariationalAutoencoder(path: string): Promise<VariationalAutoencoderModel> {
  const tensors = await readSafetensors(path);
  try {
    return autoencoderFromTensors(tensors);
  } catch (error) {
    throw new Error(
      `loadVariationalAutoencoder cannot use ${path}: ${(error as Error).message}. ` +
        "Load what saveVariationalAutoencoder wrote, or fit and save the model again",
      { cause: error },
    );
  }
}

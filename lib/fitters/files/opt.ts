import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../data/sources/write-whole";
import { writeSafetensors } from "../../nets/files/safetensors";
import type { OptConfiguration } from "../../nets/opt/configuration";
import { sizeOfShape } from "../../nets/parameters";
import { checkedParameters, matchTensors, optModelOf } from "../opt/checkpoint";
import { formatOptConfiguration, parseOptConfiguration, type WeightFormat } from "../opt/configuration-file";
import type { OptModel } from "../opt/model";
import { type OptWeights, openWeights, weightFiles } from "./opt-weights";

/** What a folder with an OPT model holds. */
export interface OptFolder {
  readonly configuration: OptConfiguration;
  /** The file of the weights, or the index of several. */
  readonly weights: string;
  /** Numbers in the model. */
  readonly parameters: number;
}

/**
 * Loads an OPT model from a folder in the manner of Hugging Face: `config.json` and `model.safetensors` or
 * `pytorch_model.bin`, whole or in shards, in 32 or 16 bits. Parameters are read one after the other: beside the model,
 * one of them is held. Nothing in the files is ever executed. `findModel("opt-125m")` names the folder of a model that
 * was fetched.
 * @throws Error naming the file, what is wrong with it, and the remedy: when a file is missing or damaged, when the model
 *   is no OPT model or one with parts that are not computed here, when tensors and configuration do not fit together
 *
 * @example
 * import { createRandom, loadOpt, optParameterShapes, saveOpt, type OptModel } from "model-collapse";
 * import { mkdtempSync, rmSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * const configuration = {
 *   vocabularySize: 40, hiddenSize: 8, embeddingSize: 8, feedForwardSize: 16, layers: 1, heads: 2, positions: 16,
 *   normalizeBefore: true, finalNormalization: true, dropout: 0.1, attentionDropout: 0,
 *   beginningToken: 2, endToken: 2, paddingToken: 1,
 * };
 * const random = createRandom("weights");
 * const parameters: Record<string, { shape: readonly number[]; values: Float32Array }> = {};
 * for (const [name, shape] of Object.entries(optParameterShapes(configuration))) {
 *   const size = shape.reduce((product, side) => product * side);
 *   parameters[name] = { shape, values: Float32Array.from({ length: size }, () => 0.02 * random.normal()) };
 * }
 * const model: OptModel = { configuration, parameters };
 * const folder = mkdtempSync(join(tmpdir(), "opt-"));
 * await saveOpt(folder, model);
 * const loaded = await loadOpt(folder);
 * rmSync(folder, { recursive: true });
 * loaded.configuration.hiddenSize; // → 8
 */
export async function loadOpt(folder: string): Promise<OptModel> {
  return using(folder, async (configuration, weights, nameOf) => {
    const numbers = new Map<string, Float32Array>();
    for (const file of weights.files) {
      const wanted = new Set(
        [...file.tensors.keys()].filter((name) => !isSameAsEmbedding(name, file.tensors)),
      );
      for await (const [tensor, values] of file.read(wanted)) numbers.set(nameOf.get(tensor)!, values);
    }
    return explaining(weights.path, () => optModelOf(configuration, numbers));
  });
}

/**
 * What a folder holds, from the configuration and from names and shapes of its tensors; their numbers are not read.
 * @throws Error as `loadOpt`
 */
export async function inspectOpt(folder: string): Promise<OptFolder> {
  return using(folder, async (configuration, { path, tensors }, nameOf) => {
    const own = [...tensors].filter(([name]) => nameOf.get(name) !== "lm_head.weight");
    const parameters = own.reduce((count, [, { shape }]) => count + sizeOfShape(shape), 0);
    return { configuration, weights: path, parameters };
  });
}

/** How a model is saved. */
export interface SaveOptOptions {
  /** How numbers are kept: as they are, or rounded to 16 bits. Default "float32". */
  readonly format?: WeightFormat;
}

const types = { float32: "F32", float16: "F16", bfloat16: "BF16" } as const;

/**
 * Saves a model as `config.json` and `model.safetensors`, which transformers' `from_pretrained` loads, too. Each file is
 * written whole or not at all; what else is in the folder, such as a tokenizer, stays. The learning curve is not kept.
 * @throws RangeError for an unknown format, parameters that are not those of the configuration or not finite, and
 *   numbers that the format cannot hold; Error naming the file when it cannot be written
 */
export async function saveOpt(folder: string, model: OptModel, options: SaveOptOptions = {}): Promise<void> {
  const { format = "float32" } = options;
  if (!Object.hasOwn(types, format)) {
    throw new RangeError(
      `saveOpt needs the format float32, float16 or bfloat16, got ${JSON.stringify(format)}`,
    );
  }
  const parameters = checkedParameters(model);
  const metadata = { format: "pt" };
  await writeSafetensors(join(folder, "model.safetensors"), { parameters, metadata }, types[format]);
  const path = join(folder, "config.json");
  const text = formatOptConfiguration(model.configuration, format);
  await writeWhole(path, new TextEncoder().encode(text)).catch((error: Error) => {
    const need = "It needs a folder that can be written, with free space";
    throw new Error(`saveOpt cannot write ${path}: ${error.message}. ${need}`, { cause: error });
  });
}

/** Does `work` with a folder whose configuration and tensors fit together, and closes its files. */
async function using<Result>(
  folder: string,
  work: (
    configuration: OptConfiguration,
    weights: OptWeights,
    nameOf: ReadonlyMap<string, string>,
  ) => Promise<Result>,
): Promise<Result> {
  const path = join(folder, "config.json");
  if (!existsSync(path)) refuseFolder(folder, ["config.json"]);
  const text = await readFile(path, "utf8");
  const configuration = explaining(path, () => parseOptConfiguration(text));
  const weights = await openWeights(folder);
  if (!weights) return refuseFolder(folder, weightFiles);
  try {
    const nameOf = explaining(weights.path, () => matchTensors(configuration, weights.tensors));
    return await work(configuration, weights, nameOf);
  } finally {
    await weights.close();
  }
}

/** Whether these are the embedding's numbers in the file, too: PyTorch writes tied matrices once. */
function isSameAsEmbedding(name: string, tensors: OptWeights["tensors"]): boolean {
  if (name !== "lm_head.weight") return false;
  const { place } = tensors.get(name)!;
  const same = (other: string) => tensors.get(other)?.place === place;
  return same("model.decoder.embed_tokens.weight") || same("decoder.embed_tokens.weight");
}

function explaining<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Error(
      `loadOpt cannot use ${path}: ${(error as Error).message}. ` +
        "Take configuration and weights of one OPT model, as npm run fetch -- opt-125m does",
      { cause: error },
    );
  }
}

function refuseFolder(folder: string, needed: readonly string[]): never {
  const found = existsSync(folder) ? readdirSync(folder).sort().slice(0, 12) : undefined;
  const got = found === undefined ? "but there is no such folder" : `found ${found.join(", ") || "nothing"}`;
  throw new Error(
    `loadOpt needs ${needed.join(" or ")} in ${folder}, ${got}. Download a model with npm run fetch -- opt-125m, ` +
      "or save one there: saveOpt here, save_pretrained in transformers",
  );
}

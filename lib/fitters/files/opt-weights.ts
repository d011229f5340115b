import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openTensorFile, type TensorDescription, type TensorFile } from "../../nets/files/tensor-file";
import { sizeOfShape } from "../../nets/parameters";
import { numberBytes } from "../../nets/safetensors/numbers";
import { parseShardIndex, type ShardIndex } from "../../nets/safetensors/shard-index";
import { isIgnoredTensor } from "../opt/checkpoint";

/** Where weights are looked for, in this order, as transformers does. */
export const weightFiles = [
  "model.safetensors",
  "model.safetensors.index.json",
  "pytorch_model.bin",
  "pytorch_model.bin.index.json",
] as const;

/** The weights of a folder: one file, or several and their index; open. */
export interface OptWeights {
  /** The file, or the index of several. */
  readonly path: string;
  readonly files: readonly TensorFile[];
  readonly tensors: ReadonlyMap<string, TensorDescription>;
  close(): Promise<void>;
}

/**
 * Opens the weights of a folder; undefined when there are none.
 * @throws Error naming the file, what is wrong, and the remedy
 */
export async function openWeights(folder: string): Promise<OptWeights | undefined> {
  const name = weightFiles.find((candidate) => existsSync(join(folder, candidate)));
  if (name === undefined) return undefined;
  const path = join(folder, name);
  const files: TensorFile[] = [];
  const close = async () => {
    for (const file of files) await file.close();
  };
  try {
    const index = name.endsWith(".index.json") ? await readIndex(path) : undefined;
    for (const file of index?.files ?? [name]) {
      if (index && !existsSync(join(folder, file))) refuseIndex(path, `it names ${file}, which is missing`);
      files.push(await openTensorFile(join(folder, file), { reader: "loadOpt", ignores: isIgnoredTensor }));
    }
    if (index) checkShards(path, index, files);
    return { path, files, tensors: new Map(files.flatMap(({ tensors }) => [...tensors])), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readIndex(path: string): Promise<ShardIndex> {
  try {
    return parseShardIndex(await readFile(path, "utf8"));
  } catch (error) {
    return refuseIndex(path, (error as Error).message);
  }
}

/** Every file holds what the index places there, no more, no less. */
function checkShards(
  path: string,
  { files: names, fileOf, totalBytes }: ShardIndex,
  files: readonly TensorFile[],
) {
  for (const [at, { tensors }] of files.entries()) {
    const extra = [...tensors.keys()].find((tensor) => fileOf.get(tensor) !== names[at]);
    if (extra !== undefined) refuseIndex(path, `${names[at]} holds ${extra}, which it does not place there`);
  }
  for (const [tensor, file] of fileOf) {
    const holds = isIgnoredTensor(tensor) || files[names.indexOf(file)]!.tensors.has(tensor);
    if (!holds) refuseIndex(path, `it places ${tensor} in ${file}, which does not hold it`);
  }
  if (totalBytes === undefined || [...fileOf.keys()].some(isIgnoredTensor)) return;
  const all = files.flatMap(({ tensors }, at) => [...tensors.values()].map((tensor) => ({ at, ...tensor })));
  const sum = (some: typeof all) =>
    some.reduce((bytes, { shape, type }) => bytes + sizeOfShape(shape) * numberBytes[type], 0);
  // Of tensors that share their numbers, some versions of transformers count each, others the first.
  const distinct = new Map(all.map((tensor) => [`${tensor.at} ${tensor.place}`, tensor]));
  if (![sum(all), sum([...distinct.values()])].includes(totalBytes)) {
    refuseIndex(path, `its total_size is ${totalBytes}, but its tensors have ${sum(all)} bytes`);
  }
}

function refuseIndex(path: string, reason: string): never {
  throw new Error(
    `loadOpt cannot use ${path}: ${reason}. Take the folder's files from one source: save it, or download it, again`,
  );
}

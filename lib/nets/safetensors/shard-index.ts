import { duplicateKey } from "./duplicate-key";

/** Which of several files holds a tensor, as `model.safetensors.index.json` says it, or the same for `.bin`. */
export interface ShardIndex {
  /** Names of the files, each once, beside the index. */
  readonly files: readonly string[];
  /** File by name of the tensor. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** Bytes of all tensors together; absent where the index does not say. */
  readonly totalBytes: number | undefined;
}

/**
 * Reads the JSON of an index. Its files lie beside it: no name leads elsewhere.
 * @throws Error saying what is wrong
 */
export function parseShardIndex(text: string): ShardIndex {
  const record = parse(text);
  const { weight_map: files, metadata } = record;
  if (!isRecord(files) || Object.keys(files).length === 0) {
    throw new Error("its weight_map names no tensors");
  }
  for (const [tensor, file] of Object.entries(files)) checkFile(tensor, file);
  const fileOf = new Map(Object.entries(files as Record<string, string>));
  return { files: [...new Set(fileOf.values())].sort(), fileOf, totalBytes: totalOf(metadata) };
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!isRecord(value)) throw new Error("it is no JSON object");
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new Error(`it names ${JSON.stringify(twice)} twice`);
  return value;
}

function checkFile(tensor: string, file: unknown): void {
  const isName = typeof file === "string" && /^[^/\\:\0]+$/.test(file) && file !== "." && file !== "..";
  if (!isName) {
    throw new Error(
      `its weight_map places ${tensor} in ${JSON.stringify(file)}, which is no name of a file beside it`,
    );
  }
}

function totalOf(metadata: unknown): number | undefined {
  const total = isRecord(metadata) ? metadata.total_size : undefined;
  if (total === undefined) return undefined;
  if (!Number.isSafeInteger(total) || (total as number) < 0) {
    throw new Error(`its total_size is ${JSON.stringify(total)}, no number of bytes`);
  }
  return total as number;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

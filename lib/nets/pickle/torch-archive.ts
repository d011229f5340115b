import type { ByteSource } from "../byte-source";
import { sizeOfShape } from "../parameters";
import { numberBytes, numbersOf } from "../safetensors/numbers";
import { largestPickle, readPickle } from "./read-pickle";
import { describeValue, type PickledTensor } from "./values";
import { readEntry, readZip, type ZipEntry } from "./zip";

/** A file that `torch.save` wrote, its tensors described. */
export interface TorchArchive {
  readonly tensors: ReadonlyMap<string, PickledTensor>;
  /** Where the numbers of each storage lie, by its key. */
  readonly storages: ReadonlyMap<string, ZipEntry>;
}

/**
 * What a file of `torch.save` holds: a zip archive whose `data.pkl` is a dictionary of tensors. No numbers are read.
 * @throws Error saying what is wrong, or what it holds beside tensors
 */
export async function readTorchArchive(source: ByteSource): Promise<TorchArchive> {
  await checkFormat(source);
  const entries = await readZip(source);
  const pickle = onlyPickle(entries);
  if (pickle.length > largestPickle) {
    throw new Error(`its ${pickle.name} has ${pickle.length} bytes, more than ${largestPickle}`);
  }
  const folder = pickle.name.slice(0, -"data.pkl".length);
  await checkByteOrder(source, entries.get(`${folder}byteorder`));
  const tensors = tensorsIn(await readEntry(source, pickle), pickle.name);
  const storages = new Map<string, ZipEntry>();
  for (const [name, { storage }] of tensors) {
    const entry = entries.get(`${folder}data/${storage.key}`);
    if (!entry)
      throw new Error(`the numbers of its tensor ${name}, ${folder}data/${storage.key}, are missing`);
    const bytes = storage.length * (storage.type === undefined ? 1 : numberBytes[storage.type]);
    if (entry.length !== bytes) {
      throw new Error(`its entry ${entry.name} has ${entry.length} bytes, where its tensors need ${bytes}`);
    }
    storages.set(storage.key, entry);
  }
  return { tensors, storages };
}

/** The numbers of a tensor in its storage's bytes, row-major whatever its strides. O(numbers). */
export function tensorNumbers(tensor: PickledTensor, storage: Uint8Array): Float32Array {
  const { type, offset, shape, strides } = tensor;
  const size = sizeOfShape(shape);
  if (size === 0) return new Float32Array(0);
  const last = shape.reduce((sum, side, axis) => sum + (side - 1) * strides[axis]!, offset);
  const bytes = storage.subarray(offset * numberBytes[type], (last + 1) * numberBytes[type]);
  const numbers = numbersOf(type, bytes);
  return isRowMajor(tensor) ? numbers : gather(numbers, shape, strides);
}

async function checkFormat(source: ByteSource): Promise<void> {
  const begin = await source.read(0, Math.min(16, source.length));
  const startsWith = (...bytes: number[]) => bytes.every((byte, at) => begin[at] === byte);
  // Protocol 2 and PyTorch's magic number, which it wrote in front of pickles before it wrote archives.
  if (startsWith(0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9)) {
    throw new Error("it has the format of PyTorch before 1.6, which is no zip archive");
  }
}

function onlyPickle(entries: ReadonlyMap<string, ZipEntry>): ZipEntry {
  const pickles = [...entries.values()].filter(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickles.length !== 1) throw new Error(`it holds ${pickles.length} files data.pkl, not one`);
  return pickles[0]!;
}

async function checkByteOrder(source: ByteSource, entry: ZipEntry | undefined): Promise<void> {
  if (!entry) return; // Only PyTorch from 2.1 on says so; before, all machines were taken for little-endian.
  if (entry.length > 16) throw new Error(`its entry ${entry.name} is no order of bytes`);
  const order = new TextDecoder().decode(await readEntry(source, entry));
  if (order !== "little") throw new Error(`its numbers are in the byte order ${JSON.stringify(order)}`);
}

function tensorsIn(pickle: Uint8Array, name: string): Map<string, PickledTensor> {
  try {
    const value = readPickle(pickle);
    if (typeof value !== "object" || value?.kind !== "dictionary") {
      throw new Error(`it holds ${describeValue(value)}, no dictionary of tensors`);
    }
    return new Map(
      [...value.entries].map(([key, entry]) => {
        if (typeof entry === "object" && entry?.kind === "tensor") return [key, entry];
        throw new Error(`its entry ${JSON.stringify(key)} is ${describeValue(entry)}, no tensor`);
      }),
    );
  } catch (error) {
    throw new Error(`in its ${name}, ${(error as Error).message}`, { cause: error });
  }
}

function isRowMajor({ shape, strides }: PickledTensor): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}

function gather(numbers: Float32Array, shape: readonly number[], strides: readonly number[]): Float32Array {
  const gathered = new Float32Array(sizeOfShape(shape));
  const at = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < gathered.length; to++) {
    gathered[to] = numbers[from]!;
    // Counts up like an odometer: the last axis turns first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++at[axis]! < shape[axis]!) break;
      from -= at[axis]! * strides[axis]!;
      at[axis] = 0;
    }
  }
  return gathered;
}

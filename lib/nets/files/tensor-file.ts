import { readTorchArchive, tensorNumbers } from "../pickle/torch-archive";
import { readEntry } from "../pickle/zip";
import { headerLength, readHeader } from "../safetensors/header";
import { type NumberType, numberBytes, numbersOf } from "../safetensors/numbers";
import { type FileSource, openSource } from "./file-source";

/** What is known of a tensor before its numbers are read. */
export interface TensorDescription {
  readonly shape: readonly number[];
  readonly type: NumberType;
  /** Where its numbers lie: tensors of a `.bin` file may share them. */
  readonly place: string;
}

/** A file of tensors whose numbers are read one tensor at a time; it stays open until it is closed. */
export interface TensorFile {
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TensorDescription>;
  /**
   * The numbers of these tensors, in the order in which they lie in the file. Beside what the caller keeps, one tensor's
   * bytes are held.
   */
  read(names: ReadonlySet<string>): AsyncGenerator<readonly [name: string, values: Float32Array]>;
  close(): Promise<void>;
}

/** How a file of tensors is refused. */
export interface TensorFileOptions {
  /** The function whose name its errors begin with. */
  readonly reader: string;
  /** Names of tensors that are left out, of whatever type. */
  readonly ignores?: (name: string) => boolean;
}

/**
 * Opens a safetensors file, or one that `torch.save` wrote when its name ends otherwise. Nothing in it is ever executed.
 * @throws Error naming the file, what is wrong with it, and the remedy
 */
export async function openTensorFile(path: string, options: TensorFileOptions): Promise<TensorFile> {
  const { reader } = options;
  const isSafe = path.endsWith(".safetensors");
  const remedy = isSafe ? safetensorsRemedy : torchRemedy;
  const refusing = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      const message = `${reader} cannot use ${path}: ${(error as Error).message}. ${remedy}`;
      throw new Error(message, { cause: error });
    }
  };
  return refusing(async () => {
    const source = await openSource(path);
    try {
      const content = await (isSafe ? safetensors : torchFile)(source, options);
      return { path, tensors: content.tensors, read: guarded(content.read, refusing), close: source.close };
    } catch (error) {
      await source.close();
      throw error;
    }
  });
}

const safetensorsRemedy = "It is damaged or no safetensors file: save it, or download it, again";

const torchRemedy =
  "Download it again; or convert it, where you trust it, in Python: " +
  "safetensors.torch.save_file(torch.load(…, weights_only=True), …)";

type Content = Pick<TensorFile, "tensors" | "read">;

type Refusing = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The same numbers; an error on the way names the file. */
function guarded(read: TensorFile["read"], refusing: Refusing): TensorFile["read"] {
  return async function* (names) {
    const tensors = read(names);
    for (;;) {
      const { done, value } = await refusing(() => tensors.next());
      if (done) return;
      yield value;
    }
  };
}

async function safetensors(source: FileSource, { ignores }: TensorFileOptions): Promise<Content> {
  const begin = await source.read(0, Math.min(8, source.length));
  const header = await source.read(0, 8 + headerLength(begin, source.length));
  const { tensors, byteLength } = readHeader(header, source.length, ignores);
  const described = tensors.map(
    ({ name, type, shape, start }) => [name, { type, shape, place: `${start}` }] as const,
  );
  return {
    tensors: new Map(described),
    read: async function* (names) {
      for (const { name, type, start, end } of tensors) {
        if (!names.has(name)) continue;
        yield [name, numbersOf(type, await source.read(byteLength + start, byteLength + end))];
      }
    },
  };
}

async function torchFile(source: FileSource, { ignores }: TensorFileOptions): Promise<Content> {
  const archive = await readTorchArchive(source);
  const tensors = [...archive.tensors].filter(([name]) => !ignores?.(name));
  const described = tensors.map(([name, { type, shape, storage, offset, strides }]) => {
    const place = JSON.stringify([storage.key, offset * numberBytes[type], type, shape, strides]);
    return [name, { type, shape, place }] as const;
  });
  return {
    tensors: new Map(described),
    read: async function* (names) {
      for (const [key, entry] of archive.storages) {
        const sharing = tensors.filter(([name, { storage }]) => storage.key === key && names.has(name));
        if (sharing.length === 0) continue;
        const bytes = await readEntry(source, entry);
        for (const [name, tensor] of sharing) {
          // Each tensor has memory of its own.
          yield [name, tensorNumbers(tensor, sharing.length > 1 ? bytes.slice() : bytes)];
        }
      }
    },
  };
}

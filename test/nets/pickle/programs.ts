import { crc32 } from "../../../lib/nets/pickle/crc32";

/** A program of a pickle: texts are instructions in latin-1, arrays are nested programs. */
export type Program = string | Uint8Array | readonly Program[];

export function assemble(...program: readonly Program[]): Uint8Array {
  const pieces = program.map((part) =>
    typeof part === "string"
      ? Buffer.from(part, "latin1")
      : part instanceof Uint8Array
        ? Buffer.from(part)
        : Buffer.from(assemble(...part)),
  );
  return new Uint8Array(Buffer.concat(pieces));
}

/** The instruction for a text. */
export function textOf(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from("X"), length, bytes]);
}

/** The instruction for a whole number of 32 bits. */
export function numberOf(value: number): Uint8Array {
  const bytes = Buffer.alloc(5, "J");
  bytes.writeInt32LE(value, 1);
  return bytes;
}

/** An id of a storage, as `torch.save` writes it. */
export function storage({ type = "torch\nFloatStorage", key = "0", length = 6 } = {}): Program {
  return ["(", textOf("storage"), `c${type}\n`, textOf(key), textOf("cpu"), numberOf(length), "tQ"];
}

const hooks = "ccollections\nOrderedDict\n)R";

export const tuple = (...sides: readonly number[]): Program => ["(", ...sides.map(numberOf), "t"];

/** A tensor of 2 × 3 numbers, as `torch.save` writes it, or another. */
export function tensor({
  of = storage(),
  offset = 0,
  shape = tuple(2, 3),
  strides = tuple(3, 1),
  rest = ["\x89", hooks] as Program,
} = {}): Program {
  return ["ctorch._utils\n_rebuild_tensor_v2\n(", of, numberOf(offset), shape, strides, rest, "tR"];
}

/** A pickle of a dictionary with one entry. */
export function dictionaryOf(value: Program, key: Program = textOf("a")): Uint8Array {
  return assemble("\x80\x02}", key, value, "s.");
}

/** A file of an archive, as it shall be listed. */
export interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
}

/** A zip archive of stored entries; with `zip64`, all sizes and places in 64 bits. */
export function zipOf(entries: readonly Entry[], zip64 = false): Uint8Array {
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, content, method = 0, flags = 0 } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    locals.push(local, Buffer.from(name), Buffer.from(content));
    const extra = zip64 ? wide([content.length, content.length, at]) : Buffer.alloc(0);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(zip64 ? 0xffffffff : content.length, 20);
    entry.writeUInt32LE(zip64 ? 0xffffffff : content.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(zip64 ? 0xffffffff : at, 42);
    listed.push(entry, Buffer.from(name), extra);
    at += 30 + Buffer.byteLength(name) + content.length;
  }
  const directory = Buffer.concat(listed);
  return new Uint8Array(
    Buffer.concat([...locals, directory, endOf(entries.length, at, directory.length, zip64)]),
  );
}

/** The zip64 field of an entry: its two lengths and its place. */
function wide(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => {
    field.writeBigUInt64LE(BigInt(number), 4 + 8 * index);
  });
  return field;
}

function endOf(count: number, start: number, length: number, zip64: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : count, 8);
  end.writeUInt16LE(zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : start, 16);
  if (!zip64) return end;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(length), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  return Buffer.concat([end64, locator, end]);
}

/** A file as `torch.save` writes it: a pickle, and the bytes of storages by their keys. */
export function archiveOf(pickle: Uint8Array, storages: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipOf([
    { name: "x/data.pkl", content: pickle },
    { name: "x/byteorder", content: Buffer.from("little") },
    ...Object.entries(storages).map(([key, content]) => ({ name: `x/data/${key}`, content })),
  ]);
}

import { Deserializer, Serializer } from "node:v8";

/**
 * Plain data in V8's serialization format, which keeps every number and typed array exactly, in pieces: the first
 * holds everything but the large arrays, which follow in the order in which they occur. These are the value's own
 * memory: a training set of gigabytes is neither copied nor bound to the size that one buffer can have.
 * @throws Error for what is no plain data, such as functions
 */
export function piecesOf(value: unknown): [first: Uint8Array, ...arrays: ArrayBufferView[]] {
  const writer = new PieceWriter();
  writer.writeHeader();
  writer.writeValue(value);
  return [writer.releaseBuffer(), ...writer.arrays];
}

/** The value again, from its first piece. `next` gives the memory of the next large array, which is not shared. */
export function valueFrom(first: Uint8Array, next: (byteLength: number) => ArrayBuffer): unknown {
  const reader = new PieceReader(first, next);
  reader.readHeader();
  return reader.readValue();
}

/** Arrays from this size on get a piece of their own, in bytes. */
const largeArray = 2 ** 16;

/** What typed arrays are made of again. A Buffer is a Uint8Array too, and so comes before. */
const kinds: readonly Kind[] = [
  { holds: Buffer.isBuffer, make: (memory) => Buffer.from(memory) },
  kindOf(Int8Array),
  kindOf(Uint8Array),
  kindOf(Uint8ClampedArray),
  kindOf(Int16Array),
  kindOf(Uint16Array),
  kindOf(Int32Array),
  kindOf(Uint32Array),
  kindOf(Float32Array),
  kindOf(Float64Array),
  kindOf(BigInt64Array),
  kindOf(BigUint64Array),
  kindOf(DataView),
];

interface Kind {
  holds(view: ArrayBufferView): boolean;
  make(memory: ArrayBuffer): ArrayBufferView;
}

function kindOf(View: new (memory: ArrayBuffer) => ArrayBufferView): Kind {
  return { holds: (view) => view instanceof View, make: (memory) => new View(memory) };
}

class PieceWriter extends Serializer {
  readonly arrays: ArrayBufferView[] = [];

  constructor() {
    super();
    // @ts-expect-error Node's documented hooks are not part of its types.
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  /** Called by V8 for typed arrays, and for objects that are no plain data. */
  _writeHostObject(view: ArrayBufferView): void {
    const kind = ArrayBuffer.isView(view) ? kinds.findIndex((kind) => kind.holds(view)) : -1;
    if (kind < 0) throw new TypeError(`${Object.prototype.toString.call(view)} could not be cloned`);
    this.writeUint32(kind);
    this.writeDouble(view.byteLength);
    if (view.byteLength >= largeArray) this.arrays.push(view);
    else this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class PieceReader extends Deserializer {
  constructor(
    first: Uint8Array,
    private readonly next: (byteLength: number) => ArrayBuffer,
  ) {
    super(first);
  }

  _readHostObject(): ArrayBufferView {
    const kind = kinds[this.readUint32()]!;
    const byteLength = this.readDouble();
    if (byteLength >= largeArray) return kind.make(this.next(byteLength));
    return kind.make(Uint8Array.from(this.readRawBytes(byteLength)).buffer);
  }
}

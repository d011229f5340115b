/** Bytes of a PNG from its chunks, header first. */
export function pngOf(chunks: readonly Uint8Array[]): Uint8Array {
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...chunks,
    chunk("IEND", []),
  ]);
}

/** The header chunk; `colourType` 0 is grey, 3 a palette. */
export function headerChunk(width: number, height: number, bits: number, colourType: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([bits, colourType], 8);
  return chunk("IHDR", header);
}

/** Length, name, content and check sum, as the PNG specification asks. */
export function chunk(name: string, content: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(
    Array.from(name, (letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(content, 8);
  view.setUint32(content.length + 8, checkSum(bytes.subarray(4, content.length + 8)));
  return bytes;
}

/**
 * A grey PNG with 16 shades, without compression, so that it needs no library and no Node. `shades` are 0 (black) … 15
 * (white), row by row.
 */
export function encodeGreyPng(shades: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 2) + 1;
  const rows = new Uint8Array(stride * height); // each row starts with its filter, 0: none
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const shade = shades[row * width + column];
      rows[row * stride + 1 + (column >> 1)] |= column % 2 === 0 ? shade << 4 : shade;
    }
  }
  return pngOf([headerChunk(width, height, 4, 0), chunk("IDAT", stored(rows))]);
}

/** A zlib stream of stored blocks. */
function stored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < bytes.length; start += 65535) {
    const block = bytes.subarray(start, start + 65535);
    const last = start + 65535 >= bytes.length ? 1 : 0;
    const [low, high] = [block.length & 255, block.length >> 8];
    parts.push(Uint8Array.of(last, low, high, low ^ 255, high ^ 255), block);
  }
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return joined([...parts, Uint8Array.of(b >> 8, b & 255, a >> 8, a & 255)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

const checkSumTable: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});

function checkSum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value = checkSumTable[(value ^ byte) & 255] ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}

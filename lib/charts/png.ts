import { zlibSync } from "fflate";

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

/** A grey PNG with 16 shades. `shades` are 0 (black) … 15 (white), row by row. */
export function encodeGreyPng(shades: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 2) + 1;
  const rows = new Uint8Array(stride * height); // each row starts with its filter, 0: none
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const shade = shades[row * width + column];
      rows[row * stride + 1 + (column >> 1)] |= column % 2 === 0 ? shade << 4 : shade;
    }
  }
  return pngOf([headerChunk(width, height, 4, 0), chunk("IDAT", zlibSync(rows, { level: 9 }))]);
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

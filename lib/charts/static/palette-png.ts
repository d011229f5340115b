import { deflateSync } from "node:zlib";
import { chunk, headerChunk, pngOf } from "../png";

/**
 * RGBA pixels as a PNG with a palette of at most 256 colours: a chart has few, and takes a third of the bytes. Pixels
 * are taken as opaque.
 */
export function encodePalettePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const { palette, indexOf } = paletteOf(pixels);
  const rows = new Uint8Array((width + 1) * height); // each row starts with its filter, 0: none
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      rows[row * (width + 1) + column + 1] = indexOf.get(colourAt(pixels, row * width + column))!;
    }
  }
  const colours = palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  return pngOf([
    headerChunk(width, height, 8, 3),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
  ]);
}

function colourAt(pixels: Uint8Array, pixel: number): number {
  return (pixels[4 * pixel] << 16) | (pixels[4 * pixel + 1] << 8) | pixels[4 * pixel + 2];
}

/** The most frequent colour of each of the 256 most frequent groups of similar colours; others take the nearest. */
function paletteOf(pixels: Uint8Array): { palette: number[]; indexOf: Map<number, number> } {
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
    const colour = colourAt(pixels, pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const palette = counts.size <= 256 ? byCount.map(([colour]) => colour) : groupLeaders(byCount);
  const position = new Map(palette.map((colour, index) => [colour, index]));
  return {
    palette,
    indexOf: new Map(byCount.map(([colour]) => [colour, position.get(colour) ?? nearest(palette, colour)])),
  };
}

function groupLeaders(byCount: readonly (readonly [number, number])[]): number[] {
  const groups = new Map<number, { leader: number; count: number }>();
  for (const [colour, count] of byCount) {
    const key = colour & 0xf0f0f0;
    const group = groups.get(key) ?? { leader: colour, count: 0 };
    group.count += count;
    groups.set(key, group);
  }
  const leaders = [...groups.values()].sort((a, b) => b.count - a.count || a.leader - b.leader);
  return leaders.slice(0, 256).map(({ leader }) => leader);
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, bestDistance] = [0, Number.POSITIVE_INFINITY];
  palette.forEach((candidate, index) => {
    const distance =
      ((candidate >> 16) - (colour >> 16)) ** 2 +
      (((candidate >> 8) & 255) - ((colour >> 8) & 255)) ** 2 +
      ((candidate & 255) - (colour & 255)) ** 2;
    if (distance < bestDistance) {
      [best, bestDistance] = [index, distance];
    }
  });
  return best;
}

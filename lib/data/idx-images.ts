import { parseIdx } from "./idx";
import type { Images } from "./images";

/**
 * The first images of an idx file (all when `rows` is absent): byte 0 becomes 0, byte 255 becomes 1. O(pixels kept).
 * @throws RangeError when the file is not one of images, or has fewer
 */
export function idxImages(file: Uint8Array, rows?: number): Images {
  const { dimensions, bytes } = parseIdx(file, 3);
  const [available, height, width] = dimensions as [number, number, number];
  const count = rowsToKeep("idxImages", rows, available);
  const values = new Float32Array(count * height * width);
  for (let at = 0; at < values.length; at++) values[at] = bytes[at]! / 255;
  return { values, count, height, width };
}

/**
 * The first labels of an idx file (all when `rows` is absent), each below the number of classes. O(labels kept).
 * @throws RangeError when the file is not one of labels, has fewer, or a label is no class
 */
export function idxLabels(file: Uint8Array, classes: number, rows?: number): Int32Array {
  const { dimensions, bytes } = parseIdx(file, 1);
  const labels = Int32Array.from(bytes.subarray(0, rowsToKeep("idxLabels", rows, dimensions[0]!)));
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new RangeError(
      `idxLabels needs labels from 0 to ${classes - 1}: label of image ${wrong} is ${labels[wrong]}`,
    );
  }
  return labels;
}

function rowsToKeep(caller: string, rows: number | undefined, available: number): number {
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= 0 && rows <= available)) {
    throw new RangeError(
      `${caller} needs rows to be a whole number from 0 to ${available}, as many as the file has, got ${rows}`,
    );
  }
  return rows ?? available;
}

import type { Images } from "../data/images";
import { requireSome } from "./checks";
import { encodeGreyPng } from "./png";

export interface ImageRow {
  /** Says what the row is: "generation 5". */
  readonly label: string;
  /**
   * Grey images, each row by row from the top left, in [0, 1]: 0 is drawn white, 1 black; numbers outside are clipped.
   */
  readonly images: Images | readonly ArrayLike<number>[];
}

/** What one generation looks like. */
export interface ImageFrame {
  /** "Generation 5". */
  readonly label: string;
  /** Rows of images, such as one a regime. Every frame has rows of the same labels. */
  readonly rows: readonly ImageRow[];
}

/** Pixels of one image. May be left out where the first row holds `Images`, which know their size. */
export interface ImagePixels {
  readonly imageHeight?: number;
  readonly imageWidth?: number;
}

export interface PixelSize {
  readonly imageHeight: number;
  readonly imageWidth: number;
}

/** A row whose images are checked and apart. */
export interface CheckedRow {
  readonly label: string;
  readonly images: readonly ArrayLike<number>[];
}

export interface CheckedFrame {
  readonly label: string;
  readonly rows: readonly CheckedRow[];
}

const gap = 2;
/** Pixels are doubled so that a browser that smooths enlarged images leaves their edges sharp. */
const enlargement = 2;

/**
 * Rows with their images apart, and the size of one.
 * @throws RangeError naming the row, when it has no image, an image has the wrong size or a pixel is not a number
 */
export function checkedRows(
  builder: string,
  rows: readonly ImageRow[],
  settings: ImagePixels,
): { readonly rows: CheckedRow[]; readonly size: PixelSize } {
  requireSome(builder, "row", rows);
  const known = "height" in rows[0].images ? rows[0].images : undefined;
  const { imageHeight = known?.height, imageWidth = known?.width } = settings;
  if (imageHeight === undefined || imageWidth === undefined) {
    throw new RangeError(
      `${builder} needs imageHeight and imageWidth, got ${imageHeight} and ${imageWidth}; or give the rows' images as Images`,
    );
  }
  const size = { imageHeight, imageWidth };
  return { rows: rows.map((row) => checkedRow(builder, row, size)), size };
}

function checkedRow(builder: string, { label, images }: ImageRow, size: PixelSize): CheckedRow {
  const pixels = size.imageHeight * size.imageWidth;
  const apart = "height" in images ? splitImages(images) : images;
  requireSome(builder, `image in row "${label}"`, apart);
  apart.forEach((image, index) => {
    if (image.length !== pixels) {
      throw new RangeError(
        `${builder}: image ${index} of row "${label}" needs imageHeight × imageWidth = ${pixels} pixels, got ${image.length}`,
      );
    }
    if (Array.prototype.some.call(image, (value: number) => Number.isNaN(value))) {
      throw new RangeError(`${builder}: image ${index} of row "${label}" needs numbers in [0, 1], got NaN`);
    }
  });
  return { label, images: apart };
}

function splitImages({ values, count, height, width }: Images): ArrayLike<number>[] {
  const pixels = height * width;
  return Array.from({ length: count }, (_, index) => values.subarray(index * pixels, (index + 1) * pixels));
}

/** The images of one row beside each other, as the address of a PNG. */
export function stripOf(
  images: readonly ArrayLike<number>[],
  { imageHeight, imageWidth }: PixelSize,
): string {
  const width = images.length * (imageWidth * enlargement + gap) - gap;
  const height = imageHeight * enlargement;
  const shades = new Uint8Array(width * height).fill(15);
  images.forEach((image, index) => {
    const start = index * (imageWidth * enlargement + gap);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < imageWidth * enlargement; column++) {
        const value = image[Math.floor(row / enlargement) * imageWidth + Math.floor(column / enlargement)];
        shades[row * width + start + column] = Math.round(15 * (1 - Math.min(1, Math.max(0, value))));
      }
    }
  });
  const bytes = encodeGreyPng(shades, width, height);
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

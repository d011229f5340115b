import { requireSome } from "./checks";
import type { Figure } from "./figure";
import { encodeGreyPng } from "./png";
import { type ChartHeading, chartFrame } from "./template";
import { markup, textWidth } from "./text";

export interface ImageRow {
  /** Says what the row is: "generation 5". */
  readonly label: string;
  /** Grey images, row by row from the top left, in [0, 1]: 0 is drawn white, 1 black; numbers outside are clipped. */
  readonly images: readonly ArrayLike<number>[];
}

export interface ImageGridSettings extends ChartHeading {
  readonly rows: readonly ImageRow[];
  /** Pixels of one image. */
  readonly imageHeight: number;
  readonly imageWidth: number;
}

const gap = 2;
/** Pixels are doubled so that a browser that smooths enlarged images leaves their edges sharp. */
const enlargement = 2;

/**
 * Rows of small grey images, such as the digits of each generation.
 *
 * @throws RangeError naming the row, when an image has the wrong number of pixels or a pixel is not a number
 */
export function imageGrid(settings: ImageGridSettings): Figure {
  const builder = "imageGrid";
  const { rows, imageHeight, imageWidth } = settings;
  requireSome(builder, "row", rows);
  rows.forEach((row) => {
    requireImages(builder, row, imageHeight * imageWidth);
  });
  const columns = Math.max(...rows.map(({ images }) => images.length));
  const left = Math.ceil(Math.max(...rows.map(({ label }) => textWidth(label, 13)))) + 28;
  const cell = Math.min(56, ((settings.width ?? 800) - left - 24) / columns);
  const rowHeight = Math.round((cell * imageHeight) / imageWidth) + 4;
  const frame = chartFrame(builder, settings, [], {
    bottom: 16,
    left,
    defaultPlotHeight: Math.max(40, rows.length * rowHeight),
  });
  const share = (index: number) => 1 - index / rows.length;
  return {
    data: [],
    layout: {
      ...frame.layout,
      meta: {
        ...(frame.layout.meta as object),
        series: rows.map(({ label, images }) => `${label}: ${images.length} images`),
      },
      xaxis: { visible: false, range: [0, 1], fixedrange: true },
      yaxis: { visible: false, range: [0, 1], fixedrange: true },
      images: rows.map(({ images }, index) => ({
        source: stripOf(images, imageHeight, imageWidth),
        xref: "paper",
        yref: "paper",
        x: 0,
        y: share(index),
        sizex: (cell * images.length) / frame.plotWidth,
        sizey: (1 / rows.length) * 0.96,
        xanchor: "left",
        yanchor: "top",
        sizing: "contain",
      })),
      annotations: rows.map(({ label }, index) => ({
        xref: "paper",
        yref: "paper",
        x: 0,
        xshift: -10,
        xanchor: "right",
        y: (share(index) + share(index + 1)) / 2,
        yanchor: "middle",
        text: markup(label),
        showarrow: false,
        font: { size: 13 },
      })),
    },
  };
}

function requireImages(builder: string, { label, images }: ImageRow, pixels: number): void {
  requireSome(builder, `image in row "${label}"`, images);
  images.forEach((image, index) => {
    if (image.length !== pixels) {
      throw new RangeError(
        `${builder}: image ${index} of row "${label}" needs imageHeight × imageWidth = ${pixels} pixels, got ${image.length}`,
      );
    }
    if (Array.prototype.some.call(image, (value: number) => Number.isNaN(value))) {
      throw new RangeError(`${builder}: image ${index} of row "${label}" needs numbers in [0, 1], got NaN`);
    }
  });
}

/** The images of one row beside each other, as the address of a PNG. */
function stripOf(images: readonly ArrayLike<number>[], imageHeight: number, imageWidth: number): string {
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

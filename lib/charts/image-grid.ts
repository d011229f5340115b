import type { Figure } from "./figure";
import { imageAt, noAxes, rowLabel } from "./image-layout";
import {
  type CheckedRow,
  checkedRows,
  type ImagePixels,
  type ImageRow,
  type PixelSize,
  stripOf,
} from "./image-strip";
import { type ChartHeading, chartFrame } from "./template";
import { textWidth } from "./text";

export interface ImageGridSettings extends ChartHeading, ImagePixels {
  readonly rows: readonly ImageRow[];
}

/**
 * Rows of small grey images, such as the digits of each generation.
 *
 * @throws RangeError naming the row, when an image has the wrong number of pixels or a pixel is not a number
 */
export function imageGrid(settings: ImageGridSettings): Figure {
  const { rows, size } = checkedRows("imageGrid", settings.rows, settings);
  const { layout, frames } = drawImageRows("imageGrid", { ...settings, ...size }, [rows], { bottom: 16 });
  const series = rows.map(({ label, images }) => `${label}: ${images.length} images`);
  return {
    data: [],
    layout: { ...layout, meta: { ...(layout.meta as object), series }, images: frames[0] },
  };
}

interface DrawnRows {
  readonly layout: Readonly<Record<string, unknown>>;
  /** Images of each frame, as Plotly's layout takes them. */
  readonly frames: readonly (readonly object[])[];
}

/** Layout of labelled rows of images, and the images of each frame in it. All frames have rows of the same labels. */
export function drawImageRows(
  builder: string,
  settings: ChartHeading & PixelSize,
  frames: readonly (readonly CheckedRow[])[],
  { bottom }: { readonly bottom: number },
): DrawnRows {
  const { imageHeight, imageWidth } = settings;
  const [rows] = frames;
  const columns = Math.max(...frames.flat().map(({ images }) => images.length));
  const left = Math.ceil(Math.max(...rows.map(({ label }) => textWidth(label, 13)))) + 28;
  const cell = Math.min(56, ((settings.width ?? 800) - left - 24) / columns);
  const natural = rows.length * (Math.round((cell * imageHeight) / imageWidth) + 4);
  const defaultPlotHeight = Math.max(40, natural);
  const frame = chartFrame(builder, settings, [], { bottom, left, defaultPlotHeight });
  const rowHeight = frame.plotHeight / rows.length;
  const placed = ({ images }: CheckedRow, index: number) => {
    const [top, width] = [index * rowHeight, cell * images.length];
    return imageAt(stripOf(images, settings), { left: 0, top, width, height: 0.96 * rowHeight }, frame);
  };
  const annotations = rows.map(({ label }, index) => rowLabel(label, (index + 0.5) * rowHeight, frame));
  return {
    layout: { ...frame.layout, ...noAxes, annotations },
    frames: frames.map((shown) => shown.map(placed)),
  };
}

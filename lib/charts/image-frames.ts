import { requireSome } from "./checks";
import type { Figure } from "./figure";
import { drawImageRows, imageGrid } from "./image-grid";
import { imagePanels } from "./image-panels";
import {
  type CheckedFrame,
  checkedRows,
  type ImageFrame,
  type ImagePixels,
  type PixelSize,
} from "./image-strip";
import { sliderLayout, sliderRoom } from "./slider";
import type { ChartHeading } from "./template";

export interface ImageFramesSettings extends ChartHeading, ImagePixels {
  readonly frames: readonly ImageFrame[];
}

/**
 * Rows of small grey images over generations: one figure with a slider and a play button. Where nothing can move (PNG)
 * all generations are shown: one below the other, and a block beside the next for each row when there are several.
 *
 * @throws RangeError naming the frame or row, when the frames' rows have different labels, an image has the wrong number
 *   of pixels or a pixel is not a number
 */
export function imageFrames(settings: ImageFramesSettings): Figure {
  const builder = "imageFrames";
  requireSome(builder, "frame", settings.frames);
  requireSameRows(builder, settings.frames);
  const all = settings.frames.flatMap(({ rows }) => rows);
  const { rows: checked, size } = checkedRows(builder, all, settings);
  const perFrame = checked.length / settings.frames.length;
  const frames = settings.frames.map(({ label }, index) => ({
    label,
    rows: checked.slice(index * perFrame, (index + 1) * perFrame),
  }));
  const sized = { ...settings, ...size, frames };
  return { ...movingFigure(builder, sized), still: stillFigure({ ...sized, height: undefined }) };
}

type CheckedSettings = ChartHeading & PixelSize & { readonly frames: readonly CheckedFrame[] };

function movingFigure(builder: string, settings: CheckedSettings): Figure {
  const { frames } = settings;
  const labels = frames.map(({ label }) => label);
  const rows = frames.map((frame) => frame.rows);
  const drawn = drawImageRows(builder, settings, rows, { bottom: sliderRoom.belowPicture });
  const period = labels.length > 1 ? `${labels[0]} to ${labels[labels.length - 1]}` : labels[0];
  const series = rows[0].map(({ label, images }) => `${label}: ${images.length} images, ${period}`);
  return {
    data: [],
    layout: {
      ...drawn.layout,
      meta: { ...(drawn.layout.meta as object), series },
      images: drawn.frames[0],
      ...sliderLayout(labels, { belowAxis: false }),
    },
    frames: drawn.frames.map((images, index) => ({ name: String(index), data: [], layout: { images } })),
  };
}

function stillFigure(settings: CheckedSettings): Figure {
  const { frames } = settings;
  if (frames[0].rows.length > 1) {
    return imagePanels(settings);
  }
  const rows = frames.map(({ label, rows: [{ images }] }) => ({ label, images }));
  return imageGrid({ ...settings, rows });
}

function requireSameRows(builder: string, frames: readonly ImageFrame[]): void {
  const labelsOf = ({ rows }: ImageFrame) => rows.map(({ label }) => label).join(", ");
  for (const frame of frames) {
    if (labelsOf(frame) !== labelsOf(frames[0])) {
      throw new RangeError(
        `${builder} needs rows of the same labels in every frame: "${frames[0].label}" has ${labelsOf(frames[0])}, ` +
          `"${frame.label}" has ${labelsOf(frame)}`,
      );
    }
  }
}

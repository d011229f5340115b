import type { Figure } from "./figure";
import { blockLabel, cornerLabel, type ImagePlace, imageAt, noAxes, rowLabel } from "./image-layout";
import { type CheckedFrame, type PixelSize, stripOf } from "./image-strip";
import { commonWords } from "./slider";
import { type ChartHeading, chartFrame } from "./template";
import { textWidth } from "./text";

interface ImagePanelsSettings extends ChartHeading, PixelSize {
  readonly frames: readonly CheckedFrame[];
}

const gapX = 18;
const gapY = 38;
const gapBetweenRows = 3;
/** Room for the headings of the uppermost blocks. */
const headings = 22;
/** Images narrower than this many pixels are not legible: blocks go below each other instead. */
const smallestCell = 16;

/** All frames at once: a block for every row of the frames, and in it the frames below each other. */
export function imagePanels(settings: ImagePanelsSettings): Figure {
  const { frames } = settings;
  const names = frames[0].rows.map(({ label }) => label);
  const shared = commonWords(frames.map(({ label }) => label));
  const steps = frames.map(({ label }) => label.slice(shared.length));
  const left = Math.ceil(Math.max(...[shared.trim(), ...steps].map((text) => textWidth(text, 13)))) + 28;
  const { bands, height, rowHeight, corner, place } = blocksOf(settings, (settings.width ?? 800) - left - 24);
  const plot = chartFrame("imageFrames", settings, [], {
    bottom: 16,
    left,
    aboveData: headings,
    defaultPlotHeight: Math.max(40, height),
  });
  const images = names.flatMap((_, block) =>
    frames.map(({ rows }, step) =>
      imageAt(stripOf(rows[block].images, settings), place(block, step, rows[block].images.length), plot),
    ),
  );
  const annotations = [
    ...names.map((name, block) => blockLabel(name, corner(block).left, corner(block).top - 4, plot)),
    ...bands.flatMap((top) => [
      ...(shared ? [cornerLabel(shared.trim(), top - 4, plot)] : []),
      ...steps.map((step, index) => rowLabel(step, top + (index + 0.5) * rowHeight, plot)),
    ]),
  ];
  return { data: [], layout: { ...plot.layout, ...noAxes, images, annotations } };
}

/** Where blocks and their rows go, in pixels from the top left; `bands` are the tops of the rows of blocks. */
function blocksOf({ frames, imageHeight, imageWidth }: ImagePanelsSettings, width: number) {
  const count = frames[0].rows.length;
  const columns = Math.max(...frames.flatMap(({ rows }) => rows.map(({ images }) => images.length)));
  const { across, cell } = arrangement(count, columns, width);
  const rowHeight = Math.round((cell * imageHeight) / imageWidth) + gapBetweenRows;
  const blockHeight = frames.length * rowHeight + gapY;
  const bands = Array.from({ length: Math.ceil(count / across) }, (_, band) => band * blockHeight);
  const corner = (block: number) => ({
    left: (block % across) * (cell * columns + gapX),
    top: bands[Math.floor(block / across)],
  });
  const place = (block: number, step: number, images: number): ImagePlace => ({
    left: corner(block).left,
    top: corner(block).top + step * rowHeight,
    width: cell * images,
    height: rowHeight - gapBetweenRows,
  });
  return { bands, height: bands.length * blockHeight - gapY, rowHeight, corner, place };
}

/** As many blocks beside each other as leave images legible. */
function arrangement(blocks: number, columns: number, width: number): { across: number; cell: number } {
  const cellOf = (across: number) => Math.min(56, (width - (across - 1) * gapX) / (across * columns));
  let across = blocks;
  while (across > 1 && cellOf(across) < smallestCell) {
    across--;
  }
  return { across, cell: cellOf(across) };
}

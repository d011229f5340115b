import type { Figure } from "../figure";
import { jsonOf } from "../plain-json";
import { fontFiles } from "./font";
import { openPage, type PageWindow } from "./page";
import { encodePalettePng } from "./palette-png";

export interface ImageSize {
  /** Pixels; default: the figure's own width, else 800. */
  readonly width?: number;
  /** Pixels; default: the figure's own height, else 450. */
  readonly height?: number;
}

const defaultScale = 1.25;

let lastDrawing: Promise<unknown> = Promise.resolve();

/**
 * The figure as an SVG document, drawn by Plotly itself without a browser. Figures that move are drawn as their
 * `still`. One figure is drawn at a time; the first call loads Plotly (about half a second).
 *
 * @throws RangeError when a size is not a number of pixels between 50 and 8000
 */
export function figureToSvg(figure: Figure, size: ImageSize = {}): Promise<string> {
  const still = figure.still ?? figure;
  const width = pixels("width", size.width ?? still.layout.width ?? 800);
  const height = pixels("height", size.height ?? still.layout.height ?? 450);
  const drawing = lastDrawing.then(async () => draw(await openPage(), still, width, height));
  lastDrawing = drawing.catch(() => undefined);
  return drawing;
}

/**
 * The figure as a PNG, with the font we ship: the same bytes on every machine. About a quarter of a second.
 *
 * @param size width and height in pixels before scaling; `scale` (default 1.25) multiplies both
 * @throws RangeError when a size is not a number of pixels between 50 and 8000, or the scale not between 0.1 and 10
 */
export async function figureToPng(
  figure: Figure,
  { scale = defaultScale, ...size }: ImageSize & { readonly scale?: number } = {},
): Promise<Uint8Array> {
  if (!(scale >= 0.1 && scale <= 10)) {
    throw new RangeError(`figureToPng needs a scale between 0.1 and 10, got ${scale}`);
  }
  return svgToPng(await figureToSvg(figure, size), scale);
}

/** An SVG document of `figureToSvg` as a PNG, `scale` times as large. */
export async function svgToPng(svg: string, scale = defaultScale): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const image = new Resvg(svg, {
    background: "#FFFFFF",
    fitTo: { mode: "zoom", value: scale },
    font: {
      fontFiles: fontFiles(),
      loadSystemFonts: false,
      defaultFontFamily: "Inter",
      sansSerifFamily: "Inter",
    },
  });
  const { pixels, width, height } = image.render();
  return encodePalettePng(pixels, width, height);
}

async function draw(
  page: PageWindow,
  { data, layout }: Figure,
  width: number,
  height: number,
): Promise<string> {
  const target = page.document.createElement("div");
  page.document.body.append(target);
  try {
    // Plotly names its clip paths at random: a fixed sequence makes equal figures give equal documents.
    page.Math.random = fixedSequence();
    // Parsed inside the page: Plotly takes only its own page's objects for plain ones.
    const copy = page.JSON.parse(jsonOf({ data, layout: { ...layout, width, height } })) as Figure;
    await page.Plotly.newPlot(target, copy.data, copy.layout, { staticPlot: true });
    return page.Plotly.Snapshot.toSVG(target, "svg", 1);
  } finally {
    page.Plotly.purge(target);
    target.remove();
  }
}

function fixedSequence(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function pixels(name: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 50 && value <= 8000)) {
    throw new RangeError(`an image needs a ${name} between 50 and 8000 pixels, got ${value}`);
  }
  return Math.round(value);
}

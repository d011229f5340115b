import type { Figure, MimeBundle } from "../figure";
import { frontEnd } from "../front-end";
import { jsonOf } from "../plain-json";
import { describeFigure } from "../summary";
import { figureToSvg, svgToPng } from "./image";
import { plotlyMimeType } from "./plotly-source";

/**
 * Shows a figure under the running cell, as one bundle: interactive (Plotly), still (PNG) and in words (text), of which
 * the reader's program takes the best. Outside a kernel the words go to standard output; where submissions are graded,
 * they are all that is shown.
 *
 * A cell ends only when its figures are shown, awaited or not; await them where text has to follow a figure.
 */
export function show(figure: Figure): Promise<void> {
  const front = frontEnd();
  if (!front) {
    console.log(describeFigure(figure));
    return Promise.resolve();
  }
  if (front.drawsPictures === false) {
    front.display({ "text/plain": describeFigure(figure) });
    return Promise.resolve();
  }
  const work = bundleOf(figure).then((bundle) => front.display(bundle));
  front.track(work);
  return work;
}

/** Asks for SVG beside the PNG, which costs nothing more to draw, but makes notebooks larger. */
const asksForSvg = () => process.env.MODEL_COLLAPSE_FIGURES === "svg";

/** Without buttons that lead out of the notebook: data leave it only when their reader sends them. */
const config = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "" } as const;

/** Plotly JSON, PNG and text of a figure, by mime type; SVG too, where MODEL_COLLAPSE_FIGURES is `svg`. */
export async function bundleOf(figure: Figure): Promise<MimeBundle> {
  const { data, layout, frames } = figure;
  const svg = await figureToSvg(figure);
  const image = await svgToPng(svg);
  return {
    ...(asksForSvg() ? { "image/svg+xml": svg } : {}),
    [plotlyMimeType]: JSON.parse(jsonOf({ data, layout, ...(frames ? { frames } : {}), config })),
    "image/png": Buffer.from(image).toString("base64"),
    "text/plain": describeFigure(figure),
  };
}

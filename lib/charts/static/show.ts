import type { Figure, MimeBundle } from "../figure";
import { frontEnd } from "../front-end";
import { jsonOf } from "../plain-json";
import { describeFigure } from "../summary";
import { figureToPng } from "./image";
import { plotlyMimeType } from "./plotly-source";

/**
 * Shows a figure under the running cell, as one bundle: interactive (Plotly), still (PNG) and in words (text), of which
 * the reader's program takes the best. Outside a kernel the words go to standard output.
 *
 * A cell ends only when its figures are shown, awaited or not; await them where text has to follow a figure.
 */
export function show(figure: Figure): Promise<void> {
  const front = frontEnd();
  if (!front) {
    console.log(describeFigure(figure));
    return Promise.resolve();
  }
  const work = bundleOf(figure).then((bundle) => front.display(bundle));
  front.track(work);
  return work;
}

/** Plotly JSON, PNG and text of a figure, by mime type. */
export async function bundleOf(figure: Figure): Promise<MimeBundle> {
  const { data, layout, frames } = figure;
  const image = await figureToPng(figure);
  return {
    [plotlyMimeType]: JSON.parse(
      jsonOf({ data, layout, ...(frames ? { frames } : {}), config: { displaylogo: false } }),
    ),
    "image/png": Buffer.from(image).toString("base64"),
    "text/plain": describeFigure(figure),
  };
}

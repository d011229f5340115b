import { colourOf, darker, ink, mutedInk, roleOfName } from "./palette";
import { markup } from "./text";

/** The plot that images are placed in, in pixels. */
export interface ImagePlot {
  readonly plotWidth: number;
  readonly plotHeight: number;
}

/** A rectangle in pixels from the top left of the plot. */
export interface ImagePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Axes that only give the plot its size. */
export const noAxes = {
  xaxis: { visible: false, range: [0, 1], fixedrange: true },
  yaxis: { visible: false, range: [0, 1], fixedrange: true },
} as const;

/** An image as Plotly's layout takes it, as large as the place allows at its own proportions. */
export function imageAt(source: string, place: ImagePlace, { plotWidth, plotHeight }: ImagePlot) {
  return {
    source,
    xref: "paper",
    yref: "paper",
    x: place.left / plotWidth,
    y: 1 - place.top / plotHeight,
    sizex: place.width / plotWidth,
    sizey: place.height / plotHeight,
    xanchor: "left",
    yanchor: "top",
    sizing: "contain",
  };
}

/** A label left of the plot at a height in pixels from its top; the name of a regime takes the regime's colour. */
export function rowLabel(text: string, top: number, { plotHeight }: ImagePlot) {
  return {
    ...atPaper,
    x: 0,
    xshift: -10,
    xanchor: "right",
    y: 1 - top / plotHeight,
    yanchor: "middle",
    text: markup(text),
    font: { size: 13, color: labelColour(text) },
  };
}

/** A heading above a block of images, at `left` and with its base at `top`, in pixels. */
export function blockLabel(text: string, left: number, top: number, { plotWidth, plotHeight }: ImagePlot) {
  return {
    ...atPaper,
    x: left / plotWidth,
    xanchor: "left",
    y: 1 - top / plotHeight,
    yanchor: "bottom",
    text: markup(text),
    font: { size: 13, color: labelColour(text) },
  };
}

/** What the labels left of the plot count, above them. */
export function cornerLabel(text: string, top: number, { plotHeight }: ImagePlot) {
  return {
    ...atPaper,
    x: 0,
    xshift: -10,
    xanchor: "right",
    y: 1 - top / plotHeight,
    yanchor: "bottom",
    text: markup(text),
    font: { size: 12, color: mutedInk },
  };
}

const atPaper = { xref: "paper", yref: "paper", showarrow: false } as const;

function labelColour(text: string): string {
  const role = roleOfName(text);
  return role ? darker(colourOf(role)) : ink;
}

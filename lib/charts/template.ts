import { requireTitle } from "./checks";
import { ink, mutedInk, okabeIto } from "./palette";
import { markup, textWidth, withoutMarkup, wrapText } from "./text";

/** What every chart has, whatever it draws. */
export interface ChartHeading {
  /** States the finding, as a sentence; wrapped when it is long. */
  readonly title: string;
  /** What is drawn and how much of it: replicates, generations, what the band means. */
  readonly subtitle?: string;
  /** Pixels; default 800. */
  readonly width?: number;
  /** Pixels; the default depends on the chart, mostly 450. */
  readonly height?: number;
}

/** A layout with the rectangle, in pixels, that is left for the data. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly layout: Record<string, unknown>;
}

/** Pixels around the data, and of the whole or of the data by default. */
interface Room {
  readonly bottom?: number;
  /** Between the heading and the data. */
  readonly aboveData?: number;
  readonly left?: number;
  readonly defaultHeight?: number;
  /** Instead of `defaultHeight`. */
  readonly defaultPlotHeight?: number;
}

/** The shipped font first; a browser without it takes the next. */
export const fontFamily = "Inter, Helvetica, Arial, sans-serif";

const titleSize = 18;
const subtitleSize = 13;
const legendSize = 13;
/** Space left and right of the texts. */
const side = 16;
/** From the upper edge to the base line of the title, and from one text's last base line to the next one's first. */
const firstBaseLine = 32;
/** Plotly puts a subtitle 1.6 of its sizes below the box of the title, which ends about 4 pixels below the base line. */
const subtitleDrop = 25;
const lineHeight = 1.3;
const right = 24;

/**
 * Title, subtitle and legend stacked above the data, all aligned left, each given the room that its text needs: nothing
 * can cover the data. `legend` lists the entries in order; a legend of one entry is left out.
 */
export function chartFrame(
  builder: string,
  heading: ChartHeading,
  legend: readonly string[],
  { bottom = 62, aboveData = 0, left = 70, defaultHeight = 450, defaultPlotHeight }: Room = {},
): Frame {
  requireTitle(builder, heading.title);
  const { width = 800 } = heading;
  const titleLines = wrapText(heading.title, width - 2 * side, titleSize, "semibold");
  const subtitleLines = wrapText(heading.subtitle ?? "", width - 2 * side, subtitleSize);
  const plotWidth = width - left - right;
  const rows = legendRows(legend, plotWidth);
  const lastBaseLine = firstBaseLine + headingHeight(titleLines.length, subtitleLines.length);
  const top = Math.round(lastBaseLine + (rows > 0 ? rows * 20 + 22 : 18)) + aboveData;
  const natural = defaultPlotHeight === undefined ? defaultHeight : top + defaultPlotHeight + bottom;
  const height = heading.height ?? natural;
  const plotHeight = height - top - bottom;
  requireRoom(builder, heading, width, height, plotHeight);
  const layout = {
    ...styleOf(heading),
    width,
    height,
    title: titleLayout(titleLines, subtitleLines, width, height),
    margin: { l: left, r: right, t: top, b: bottom, pad: 0 },
    showlegend: rows > 0,
    legend: legendLayout(width, height, lastBaseLine + 6),
  };
  return { width, height, top, plotWidth, plotHeight, layout };
}

/** What does not depend on sizes. */
function styleOf({ title, subtitle }: ChartHeading) {
  return {
    font: { family: fontFamily, size: 13, color: ink },
    paper_bgcolor: "#FFFFFF",
    plot_bgcolor: "#FFFFFF",
    colorway: Object.values(okabeIto),
    modebar: { orientation: "v", remove: ["select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"] },
    hoverlabel: { font: { family: fontFamily, size: 12 } },
    meta: { title: withoutMarkup(title), ...(subtitle ? { subtitle: withoutMarkup(subtitle) } : {}) },
  };
}

/** From the first base line of the title to the last of the subtitle. */
function headingHeight(titleLines: number, subtitleLines: number): number {
  const title = (titleLines - 1) * lineHeight * titleSize;
  return subtitleLines === 0 ? title : title + subtitleDrop + (subtitleLines - 1) * lineHeight * subtitleSize;
}

function titleLayout(
  titleLines: readonly string[],
  subtitleLines: readonly string[],
  width: number,
  height: number,
) {
  return {
    text: titleLines.map(markup).join("<br>"),
    font: { size: titleSize, weight: 600 },
    x: side / width,
    xref: "container",
    xanchor: "left",
    // With this anchor y is the base line of the first line, however many follow.
    y: 1 - firstBaseLine / height,
    yref: "container",
    yanchor: "bottom",
    pad: { b: 0 },
    ...(subtitleLines.length > 0
      ? {
          subtitle: {
            text: subtitleLines.map(markup).join("<br>"),
            font: { size: subtitleSize, color: mutedInk, weight: 400 },
          },
        }
      : {}),
  };
}

function legendLayout(width: number, height: number, top: number) {
  return {
    orientation: "h",
    traceorder: "normal",
    x: (side - 5) / width,
    xref: "container",
    xanchor: "left",
    y: 1 - top / height,
    yref: "container",
    yanchor: "top",
    font: { size: legendSize },
    itemwidth: 30,
    bgcolor: "rgba(0,0,0,0)",
  };
}

/** Rows that Plotly gives a horizontal legend: one when all fit, else columns as wide as the widest entry. */
function legendRows(names: readonly string[], available: number): number {
  if (names.length < 2) {
    return 0;
  }
  const widths = names.map((name) => 45 + textWidth(name, legendSize));
  if (widths.reduce((sum, width) => sum + width, 0) <= available) {
    return 1;
  }
  return Math.ceil(names.length / Math.max(1, Math.floor(available / Math.max(...widths))));
}

function requireRoom(
  builder: string,
  { title }: ChartHeading,
  width: number,
  height: number,
  plotHeight: number,
): void {
  if (!(width >= 240 && width <= 4000 && height <= 8000 && plotHeight >= 40)) {
    throw new RangeError(
      `${builder} needs at least 240 pixels of width and 40 pixels of height beside its texts, got ${width} × ` +
        `${height} for "${title}"; enlarge the chart or shorten its texts`,
    );
  }
}

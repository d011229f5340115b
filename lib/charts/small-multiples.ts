import { axisLayout, axisTitle } from "./axis";
import { requireSome } from "./checks";
import type { Figure } from "./figure";
import { type PanelContent, panelTraces, type SharedAxes } from "./panel-content";
import { requireScales, withFixedRanges } from "./ranges";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame, type Frame } from "./template";
import { markup, wrapText } from "./text";
import { numbersAlong, type Trace } from "./trace";

export interface SmallMultiplesSettings extends ChartHeading, SharedAxes {
  readonly panels: readonly PanelContent[];
  /** Default: as many as keep panels about square, at most 4. */
  readonly columns?: number;
  /** Whether one unit is as long on x as on y. Default false. */
  readonly equalScale?: boolean;
}

const gapX = 14;
const gapY = 34;
const panelHeight = 165;
/** Titles of axes, and from one line of them to the next. */
const titleSize = 13;
const titleLine = 17;

/**
 * The same picture several times, side by side on the same axes: one panel a generation, a regime or a setting.
 *
 * @throws RangeError naming the panel or series, when there is nothing to draw or a number cannot be drawn
 */
export function smallMultiples(settings: SmallMultiplesSettings): Figure {
  const builder = "smallMultiples";
  const { panels, equalScale = false } = settings;
  requireSome(builder, "panel", panels);
  requireScales(builder, settings, equalScale);
  const columns = columnsFor(builder, settings);
  const rows = Math.ceil(panels.length / columns);
  const legend = new Set<string>();
  const data = panels.flatMap((content, index) => {
    const suffix = index === 0 ? "" : String(index + 1);
    return panelTraces({ builder, xaxis: `x${suffix}`, yaxis: `y${suffix}`, legend }, content, settings);
  });
  const frameFor = (lines: number) =>
    chartFrame(builder, settings, [...legend], {
      defaultPlotHeight: rows * (panelHeight + gapY) - gapY,
      aboveData: 20,
      left: labelDistance(settings, lines) + 22,
    });
  const yTitle = wrapText(axisTitle(settings.y), frameFor(1).plotHeight, titleSize);
  const frame = frameFor(yTitle.length);
  const grid = gridOf(frame, columns, rows);
  const axes = withFixedRanges(settings, data, { width: grid.width, height: grid.height }, equalScale);
  const layout = {
    ...frame.layout,
    hovermode: "closest",
    ...panelAxes(builder, axes, data, grid, panels.length),
    annotations: [
      ...panels.map(({ label }, index) => panelLabel(label, grid, index)),
      ...axisLabels(settings, yTitle),
    ],
  };
  return withSummary({ data: data, layout });
}

function columnsFor(builder: string, { panels, columns }: SmallMultiplesSettings): number {
  const chosen =
    columns ?? Math.min(panels.length, panels.length <= 4 ? panels.length : panels.length <= 6 ? 3 : 4);
  if (!(Number.isInteger(chosen) && chosen >= 1 && chosen <= 12)) {
    throw new RangeError(`${builder} needs 1 to 12 columns, got ${columns}`);
  }
  return chosen;
}

/** Panels of equal size; positions are shares of the plot, y upwards. */
interface Grid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
}

function gridOf({ plotWidth, plotHeight }: Frame, columns: number, rows: number): Grid {
  const width = (plotWidth - (columns - 1) * gapX) / columns;
  const height = (plotHeight - (rows - 1) * gapY) / rows;
  return { columns, width, height, plotWidth, plotHeight };
}

function domainsOf({ columns, width, height, plotWidth, plotHeight }: Grid, index: number) {
  const left = (index % columns) * (width + gapX);
  const top = Math.floor(index / columns) * (height + gapY);
  return {
    x: [left / plotWidth, (left + width) / plotWidth],
    y: [1 - (top + height) / plotHeight, 1 - top / plotHeight].map((share) =>
      Math.max(0, Math.min(1, share)),
    ),
  };
}

/** Numbers stand on the left column and under the last panel of every column only. */
function panelAxes(builder: string, axes: SharedAxes, data: readonly Trace[], grid: Grid, count: number) {
  const entries = Array.from({ length: count }, (_, index) => {
    const suffix = index === 0 ? "" : String(index + 1);
    const domains = domainsOf(grid, index);
    const part = (axis: "x" | "y", other: "x" | "y", labelled: boolean) => ({
      ...axisLayout(builder, axes[axis], numbersAlong(data, axis)),
      title: { text: "" },
      domain: domains[axis],
      anchor: `${other}${suffix}`,
      showticklabels: labelled,
      nticks: 5,
      automargin: false,
      ...(index > 0 ? { matches: axis } : {}),
    });
    return [
      [`xaxis${suffix}`, part("x", "y", index + grid.columns >= count)],
      [`yaxis${suffix}`, part("y", "x", index % grid.columns === 0)],
    ];
  });
  return Object.fromEntries(entries.flat());
}

function panelLabel(label: string, grid: Grid, index: number) {
  const { x, y } = domainsOf(grid, index);
  return {
    ...atPaper,
    text: markup(label),
    x: x[0],
    y: y[1],
    xanchor: "left",
    yanchor: "bottom",
    font: { size: 13 },
  };
}

const atPaper = { xref: "paper", yref: "paper", showarrow: false } as const;

/** From the data to the title of the y axis and its lines: powers of ten are wider than most numbers. */
function labelDistance({ y }: Pick<SharedAxes, "y">, lines: number): number {
  return (y.log ? 60 : 48) + (lines - 1) * titleLine;
}

/** The title of the y axis is broken where it is longer than the panels are high: it would run into the legend. */
function axisLabels({ x, y }: SharedAxes, yTitle: readonly string[]) {
  const font = { size: titleSize };
  return [
    { ...atPaper, text: axisTitle(x), x: 0.5, y: 0, yshift: -28, yanchor: "top", font },
    {
      ...atPaper,
      text: yTitle.join("<br>"),
      x: 0,
      y: 0.5,
      xshift: -labelDistance({ y }, yTitle.length),
      textangle: -90,
      font,
    },
  ];
}

import { type AxisSettings, axisLayout, axisTitle } from "./axis";
import { drawable, requireSome } from "./checks";
import { compacted, rounded } from "./compact";
import type { Contour } from "./contour";
import type { Figure } from "./figure";
import { mutedInk, okabeIto, scaleColour } from "./palette";
import { type Reference, referenceTraces } from "./reference";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
import { singlePanel, type Trace } from "./trace";

/** What the colours of a map stand for. */
export interface ColourAxis {
  readonly title: string;
  readonly unit?: string;
  /** Whether equal steps of colour are equal ratios. */
  readonly log?: boolean;
  /** The number drawn white: blue below, vermillion above. Without it the colours go from white to blue. */
  readonly middle?: number;
  /** Numbers at the ends of the scale, where colours stop; default: the extremes of the data. */
  readonly range?: readonly [number, number];
}

export interface HeatMapSettings extends ChartHeading {
  readonly x: AxisSettings;
  readonly y: AxisSettings;
  /** Positions of columns and rows, increasing, and a number for each cell: `z[j][i]` belongs to `x[i]` and `y[j]`. */
  readonly grid: Contour;
  readonly colour: ColourAxis;
  readonly references?: readonly Reference[];
}

/** Room for the scale of colours. */
const right = 104;

/**
 * A number for each pair of settings as a map of coloured cells, with closed forms drawn over it. Cells meet half way
 * between their positions (as displayed, on log axes too). The cells are shapes, so that they are drawn without a
 * browser as well.
 *
 * @throws RangeError when the grid does not fit or does not increase, or a number cannot be drawn
 */
export function heatMap(settings: HeatMapSettings): Figure {
  const builder = "heatMap";
  const { x, y, grid, colour, references = [] } = settings;
  const columns = positionsAlong(builder, "x", grid.x, x);
  const rows = positionsAlong(builder, "y", grid.y, y);
  requireGrid(builder, grid);
  const numbers = grid.z.flatMap((row) =>
    drawable({ builder, series: colour.title, quantity: "z" }, row, colour),
  );
  const scale = scaleOf(builder, colour, numbers);
  const edges = { x: edgesOf(columns, x.log), y: edgesOf(rows, y.log) };
  const cells = cellTrace(settings, { columns, rows, numbers, scale });
  const span: Trace = { x: [edges.x[0], edges.x.at(-1)], y: [edges.y[0], edges.y.at(-1)] };
  const panel = singlePanel(builder);
  const drawn = referenceTraces(panel, references, [span], { x, y });
  const { layout } = chartFrame(builder, settings, [...panel.legend]);
  const ranged = (axis: AxisSettings, ends: readonly number[]): AxisSettings => ({
    ...axis,
    range: axis.range ?? [ends[0], ends[ends.length - 1]],
  });
  const figure = withSummary({
    data: [cells, ...drawn],
    layout: {
      ...layout,
      margin: { ...(layout.margin as object), r: right },
      hovermode: "closest",
      shapes: shapesOf(edges, numbers, scale),
      xaxis: { ...axisLayout(builder, ranged(x, edges.x), edges.x), showgrid: false },
      yaxis: { ...axisLayout(builder, ranged(y, edges.y), edges.y), showgrid: false },
    },
  });
  return described(figure, colour, numbers);
}

function positionsAlong(
  builder: string,
  name: string,
  values: ArrayLike<number>,
  axis: AxisSettings,
): number[] {
  requireSome(builder, `position on ${name}`, values);
  const positions = drawable({ builder, series: axis.title, quantity: name }, values, { log: axis.log });
  if (positions.some((value, index) => index > 0 && value <= positions[index - 1])) {
    throw new RangeError(`${builder} needs positions on ${name} that increase, got ${positions.join(", ")}`);
  }
  return positions;
}

function requireGrid(builder: string, { x, y, z }: Contour): void {
  if (z.length !== y.length || z.some((row) => row.length !== x.length)) {
    throw new RangeError(
      `${builder} needs ${y.length} rows (y) of ${x.length} numbers (x), got ${z.length} rows of ` +
        `${[...new Set(z.map((row) => row.length))].join(" or ")}`,
    );
  }
}

/** Borders of the cells: half way between positions as displayed, and as far outside at both ends. */
function edgesOf(positions: readonly number[], log = false): number[] {
  const shown = log ? positions.map(Math.log) : positions;
  const between = shown.slice(1).map((value, index) => (value + shown[index]) / 2);
  const [first, last] = [shown[0], shown[shown.length - 1]];
  const edges =
    between.length === 0
      ? [first - 0.5, last + 0.5]
      : [2 * first - between[0], ...between, 2 * last - between[between.length - 1]];
  return log ? edges.map(Math.exp) : edges;
}

/** From a number to its place on the scale, −1 … 1 about a middle, else 0 … 1. */
interface ColourScale {
  readonly low: number;
  readonly high: number;
  readonly diverging: boolean;
  placeOf(value: number): number;
}

function scaleOf(builder: string, { title, log, middle, range }: ColourAxis, numbers: number[]): ColourScale {
  const shown = (value: number) => (log ? Math.log10(value) : value);
  const [low, high] = range ?? [Math.min(...numbers), Math.max(...numbers)];
  const ends = [low, high, middle ?? low];
  if (!(low <= high && ends.every((value) => Number.isFinite(shown(value))))) {
    throw new RangeError(
      `${builder} needs increasing ends of colour scale "${title}"${log ? ", above 0," : ""} and a middle beside them, ` +
        `got ${range ?? `${low} to ${high}`} and ${middle}`,
    );
  }
  if (middle === undefined) {
    const width = shown(high) - shown(low) || 1;
    const placeOf = (value: number) => Math.min(1, Math.max(0, (shown(value) - shown(low)) / width));
    return { low: shown(low), high: shown(high), diverging: false, placeOf };
  }
  const reach = Math.max(Math.abs(shown(low) - shown(middle)), Math.abs(shown(high) - shown(middle))) || 1;
  const placeOf = (value: number) => Math.min(1, Math.max(-1, (shown(value) - shown(middle)) / reach));
  return { low: shown(middle) - reach, high: shown(middle) + reach, diverging: true, placeOf };
}

function colourAt(place: number, diverging: boolean): string {
  if (!diverging) return scaleColour(okabeIto.blue, 0.08 + 0.92 * place);
  return scaleColour(place < 0 ? okabeIto.blue : okabeIto.vermillion, Math.abs(place));
}

function shapesOf(edges: { x: number[]; y: number[] }, numbers: readonly number[], scale: ColourScale) {
  const [across, up] = [compacted(edges.x), compacted(edges.y)];
  const columns = across.length - 1;
  return numbers.map((value, index) => {
    const [i, j] = [index % columns, Math.floor(index / columns)];
    return {
      type: "rect",
      layer: "below",
      x0: across[i],
      x1: across[i + 1],
      y0: up[j],
      y1: up[j + 1],
      fillcolor: colourAt(scale.placeOf(value), scale.diverging),
      line: { width: 0 },
    };
  });
}

/** Invisible points in the middle of the cells: they carry the numbers under the mouse and the scale of colours. */
function cellTrace(
  { colour }: HeatMapSettings,
  cells: { columns: number[]; rows: number[]; numbers: number[]; scale: ColourScale },
): Trace {
  const { columns, rows, numbers, scale } = cells;
  const shown = numbers.map((value) => Number((colour.log ? Math.log10(value) : value).toPrecision(4)));
  const stops = Array.from({ length: 9 }, (_, index) => index / 8);
  return {
    type: "scatter",
    mode: "markers",
    name: "cells",
    showlegend: false,
    xaxis: "x",
    yaxis: "y",
    x: compacted(rows.flatMap(() => columns)),
    y: compacted(rows.flatMap((row) => columns.map(() => row))),
    customdata: numbers.map(rounded),
    hovertemplate: "%{customdata}<extra></extra>",
    marker: {
      size: 14,
      opacity: 0,
      color: shown,
      cmin: scale.low,
      cmax: scale.high,
      colorscale: stops.map((stop) => [
        stop,
        colourAt(scale.diverging ? 2 * stop - 1 : stop, scale.diverging),
      ]),
      showscale: true,
      colorbar: {
        title: { text: axisTitle(colour), side: "right", font: { size: 13 } },
        thickness: 14,
        outlinewidth: 0,
        tickfont: { size: 12, color: mutedInk },
        ...(colour.log ? logTicks(scale) : {}),
      },
    },
  };
}

/** On a log scale: powers of ten, with 2 and 5 between them when there are few. */
function logTicks({ low, high }: ColourScale) {
  const steps = high - low > 3 ? [1] : high - low > 1.2 ? [1, 3] : [1, 1.5, 2, 3, 5, 7];
  const decades = Array.from(
    { length: Math.ceil(high) - Math.floor(low) + 1 },
    (_, i) => Math.floor(low) + i,
  );
  const values = decades.flatMap((decade) => steps.map((step) => step * 10 ** decade));
  const inside = values.filter(
    (value) => Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9,
  );
  return {
    tickmode: "array",
    tickvals: inside.map(Math.log10),
    ticktext: inside.map((v) => String(rounded(v))),
  };
}

function described(figure: Figure, { title }: ColourAxis, numbers: readonly number[]): Figure {
  const meta = figure.layout.meta as { series: readonly string[] };
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)].map(rounded);
  const line = `${title}: ${low} to ${high} in ${numbers.length} cells`;
  return { ...figure, layout: { ...figure.layout, meta: { ...meta, series: [line, ...meta.series] } } };
}

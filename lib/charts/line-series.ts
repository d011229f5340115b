import type { AxisSettings } from "./axis";
import { drawable, type Place, requireEqualLength } from "./checks";
import { compacted, thin } from "./compact";
import { appearancesOf, type Styled, transparent } from "./palette";
import { belongsTo, companionOf, type Panel, type Trace } from "./trace";

/** A curve with an optional band and the single replicates behind it. */
export interface LineSeries extends Styled {
  /** Default 0, 1, 2, …: generations. */
  readonly x?: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Lower and upper edge of the uncertainty band; both or none. */
  readonly lower?: ArrayLike<number>;
  readonly upper?: ArrayLike<number>;
  /** Single replicates, drawn faintly behind the curve. */
  readonly individuals?: readonly ArrayLike<number>[];
  readonly dashed?: boolean;
  /** False: points alone, with error bars in place of a band; what lies between them was not measured. Default true. */
  readonly connected?: boolean;
  /** Default: markers on curves of at most 15 points. */
  readonly markers?: boolean;
}

interface Axes {
  readonly x: AxisSettings;
  readonly y: AxisSettings;
}

/** Bands and single replicates of all series first, then the curves, so that no band covers a curve. */
export function lineTraces(panel: Panel, series: readonly LineSeries[], axes: Axes): Trace[] {
  const appearances = appearancesOf(series);
  const drawn = series.map((one, index) => tracesOfOne(panel, one, axes, appearances[index]));
  return [...drawn.flatMap(({ behind }) => behind), ...drawn.map(({ curve }) => curve)];
}

function tracesOfOne(
  panel: Panel,
  series: LineSeries,
  axes: Axes,
  { colour, symbol }: { colour: string; symbol: string },
): { behind: Trace[]; curve: Trace } {
  const place = (quantity: string): Place => ({ builder: panel.builder, series: series.name, quantity });
  const y = drawable(place("y"), series.y, axes.y);
  const x = drawable(place("x"), series.x ?? y.map((_, index) => index), axes.x);
  requireEqualLength(place("y"), y.length, x.length);
  const kept = thin(x, y, { logX: axes.x.log, logY: axes.y.log });
  const along = (quantity: string, values: ArrayLike<number>) => {
    requireEqualLength(place(quantity), values.length, x.length);
    const checked = drawable(place(quantity), values, axes.y);
    return compacted(kept.map((index) => checked[index]));
  };
  const shownX = compacted(kept.map((index) => x[index]));
  const connected = series.connected ?? true;
  const markers = !connected || (series.markers ?? x.length <= 15);
  const curve: Trace = {
    type: "scatter",
    ...belongsTo(panel, series.name),
    mode: connected ? (markers ? "lines+markers" : "lines") : "markers",
    x: shownX,
    y: along("y", y),
    ...(connected ? { line: { color: colour, width: 2.2, ...(series.dashed ? { dash: "dash" } : {}) } } : {}),
    ...(markers ? { marker: { color: colour, symbol, size: 8, line: { color: "#FFFFFF", width: 1 } } } : {}),
    ...(connected ? {} : errorBars(panel, series, colour, along)),
  };
  const faint = (series.individuals ?? []).map((values, r) => along(`individual ${r}`, values));
  const behind = [
    ...(connected ? bandTrace(panel, series, shownX, colour, along) : []),
    ...(faint.length > 0 ? [faintTrace(panel, series.name, shownX, faint, colour)] : []),
  ];
  return { behind, curve };
}

function bandTrace(
  panel: Panel,
  series: LineSeries,
  x: readonly number[],
  colour: string,
  along: (quantity: string, values: ArrayLike<number>) => number[],
): Trace[] {
  const { name } = series;
  const edges = edgesOf(panel, series);
  if (!edges) {
    return [];
  }
  const { lower, upper } = edges;
  return [
    {
      type: "scatter",
      ...companionOf(panel, name),
      mode: "lines",
      x: [...x, ...[...x].reverse()],
      y: [...along("upper", upper), ...along("lower", lower).reverse()],
      fill: "toself",
      fillcolor: transparent(colour, 0.18),
      line: { width: 0 },
      hoverinfo: "skip",
    },
  ];
}

/** Lower and upper edge, when the series has them. */
function edgesOf({ builder }: Panel, { name, lower, upper }: LineSeries) {
  if (!lower && !upper) {
    return undefined;
  }
  if (!lower || !upper) {
    throw new RangeError(
      `${builder}: series "${name}" needs lower and upper together, got only ${lower ? "lower" : "upper"}`,
    );
  }
  return { lower, upper };
}

function errorBars(
  panel: Panel,
  series: LineSeries,
  colour: string,
  along: (quantity: string, values: ArrayLike<number>) => number[],
): Trace {
  const edges = edgesOf(panel, series);
  if (!edges) {
    return {};
  }
  const y = along("y", series.y);
  const array = along("upper", edges.upper).map((value, index) => value - y[index]);
  const arrayminus = along("lower", edges.lower).map((value, index) => y[index] - value);
  return {
    error_y: { type: "data", symmetric: false, array, arrayminus, color: colour, thickness: 1.6, width: 4 },
  };
}

/** All replicates in one trace, with gaps between them. */
function faintTrace(
  panel: Panel,
  name: string,
  x: readonly number[],
  curves: readonly number[][],
  colour: string,
): Trace {
  return {
    type: "scatter",
    ...companionOf(panel, name),
    mode: "lines",
    x: curves.flatMap(() => [...x, null]),
    y: curves.flatMap((curve) => [...curve, null]),
    line: { color: transparent(colour, 0.35), width: 0.8 },
    hoverinfo: "skip",
  };
}

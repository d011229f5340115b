import { binEdges, binShares } from "../metrics/histograms";
import { quantiles } from "../metrics/quantiles";
import { type AxisSettings, axisLayout, paddedRange } from "./axis";
import { drawable, requireSome } from "./checks";
import { compacted, rounded } from "./compact";
import type { Figure } from "./figure";
import type { HistogramSample } from "./histogram-chart";
import { appearancesOf, ink, mutedInk, roleOfName, transparent } from "./palette";
import { type Reference, referenceTraces } from "./reference";
import { type ChartHeading, chartFrame } from "./template";
import { markup, textWidth } from "./text";
import { belongsTo, companionOf, type Panel, singlePanel, type Trace } from "./trace";

export interface RidgelineChartSettings extends ChartHeading {
  /** On a log axis bins are of equal ratio. */
  readonly x: AxisSettings;
  /**
   * One row each, from above: generations, as a rule. Rows without a role or a colour of their own share the
   * synthetic one, light first, dark last.
   */
  readonly samples: readonly HistogramSample[];
  /** Drawn as an outline in every row, to hold it against: real data. */
  readonly background?: HistogramSample;
  /** Number of bins, the same for all; default 40. */
  readonly bins?: number;
  /** Numbers on the x axis to hold all rows against, as lines. */
  readonly references?: readonly (Reference & { readonly axis: "x" })[];
}

const builder = "ridgelineChart";
const spanName = "Median, and 5 % to 95 %";
const labelSize = 12;
/** Pixels from one row's ground to the next one's, and the part of them that the highest bar takes. */
const rowHeight = 64;
const tallest = 0.82;

/**
 * Histograms one below the other on common bins and one scale: how a distribution moves and grows tails from
 * generation to generation. Below each lies a line from its 5 % to its 95 % quantile, with its median.
 *
 * @throws RangeError naming the sample, when it is empty or has a number that cannot be drawn
 */
export function ridgelineChart(settings: RidgelineChartSettings): Figure {
  const { x, samples, background, bins = 40, references = [] } = settings;
  requireSome(builder, "sample", samples);
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 1000)) {
    throw new RangeError(`${builder} needs 1 to 1000 bins, got ${bins}`);
  }
  const valuesOf = ({ name, values }: HistogramSample) =>
    drawable({ builder, series: name, quantity: "values" }, values, x);
  const values = samples.map(valuesOf);
  const behind = background ? valuesOf(background) : undefined;
  const [first, last] =
    x.range ?? paddedRange([...values, behind ?? []].flat(), { log: x.log, padding: 0.01 });
  const edges = binEdges(first, last, bins, x.log);
  const shares = values.map((sample) => binShares(sample, edges));
  const behindShares = behind && binShares(behind, edges);
  const highest = Math.max(...[...shares, behindShares ?? []].map((row) => Math.max(...row, 0)));
  const scale = highest > 0 ? tallest / highest : 1;
  const colours = appearancesOf(samples.map(withRole)).map(({ colour }) => colour);
  const panel = singlePanel(builder);
  const rows = samples.flatMap(({ name }, index): Trace[] => {
    const ground = samples.length - 1 - index;
    const outlineOf = (row: Float64Array) => outline(edges, row, ground, scale);
    return [
      rowTrace(panel, name, outlineOf(shares[index]), colours[index]),
      ...(background && behindShares
        ? [backgroundTrace(panel, background.name, outlineOf(behindShares))]
        : []),
      ...spanTraces(panel, values[index], ground, [first, last]),
    ];
  });
  const y = { title: "", range: [-0.28, samples.length - 1 + tallest + 0.05] as const };
  const lines = referenceTraces(panel, references, [], { x: { ...x, range: [first, last] }, y });
  const frame = chartFrame(builder, settings, [...panel.legend], {
    left: Math.max(...samples.map(({ name }) => textWidth(name, labelSize))) + 34,
    defaultPlotHeight: rowHeight * (samples.length + tallest),
  });
  const series = [...samples, ...(background ? [background] : [])].map(describe);
  return {
    data: [...rows, ...lines],
    layout: {
      ...frame.layout,
      meta: { ...(frame.layout.meta as object), series, ridgeScale: scale },
      hovermode: "closest",
      xaxis: axisLayout(
        builder,
        { ...x, format: x.format ?? (x.log && last < 1000 * first ? "~g" : undefined), range: [first, last] },
        edges,
      ),
      yaxis: rowAxis(samples, y.range),
    },
  };
}

/** Samples that stand for nothing else are generations of synthetic data. */
function withRole(sample: HistogramSample): HistogramSample {
  const plain = !sample.role && !sample.colour && !roleOfName(sample.name);
  return plain ? { ...sample, role: "synthetic" } : sample;
}

/** Steps from bin to bin, `ground` being the height of nothing. */
function outline(edges: Float64Array, shares: Float64Array, ground: number, scale: number) {
  const tops = Array.from(shares).flatMap((share) => [share, share]);
  const sides = Array.from(edges).flatMap((edge) => [edge, edge]);
  return { x: compacted(sides), y: compacted([0, ...tops, 0].map((share) => ground + share * scale)) };
}

function rowTrace(panel: Panel, name: string, steps: Trace, colour: string): Trace {
  return {
    type: "scatter",
    ...companionOf(panel, name),
    mode: "lines",
    ...steps,
    fill: "toself",
    fillcolor: transparent(colour, 0.55),
    line: { color: colour, width: 1.4 },
    hoverinfo: "x+name",
  };
}

function backgroundTrace(panel: Panel, name: string, steps: Trace): Trace {
  const line = { color: mutedInk, width: 1.2, dash: "dot" };
  return { type: "scatter", ...belongsTo(panel, name), mode: "lines", ...steps, line, hoverinfo: "skip" };
}

/** The quantiles of one row just below its ground. */
function spanTraces(
  panel: Panel,
  values: readonly number[],
  ground: number,
  [first, last]: readonly [number, number],
): Trace[] {
  const y = ground - 0.1;
  const [low, median, high] = quantiles(values, [0.05, 0.5, 0.95]);
  const inside = (value: number) => Math.min(last, Math.max(first, value));
  const ends = compacted([inside(low), inside(high)]);
  return [
    {
      type: "scatter",
      ...companionOf(panel, spanName),
      mode: "lines",
      x: ends,
      y: [y, y],
      line: { color: ink, width: 1.4 },
      hoverinfo: "x",
    },
    {
      type: "scatter",
      ...belongsTo(panel, spanName),
      mode: "markers",
      x: median >= first && median <= last ? compacted([median]) : [null],
      y: [y],
      marker: { symbol: "diamond", size: 8, color: ink, line: { color: "#FFFFFF", width: 1 } },
      hoverinfo: "x",
    },
  ];
}

/** Names of the rows at their grounds, in place of numbers. */
function rowAxis(samples: readonly HistogramSample[], range: readonly [number, number]) {
  return {
    range: [...range],
    autorange: false,
    fixedrange: true,
    tickmode: "array",
    tickvals: samples.map((_, index) => samples.length - 1 - index),
    ticktext: samples.map(({ name }) => markup(name)),
    tickfont: { size: labelSize, color: ink },
    ticks: "outside",
    ticklen: 6,
    tickcolor: "#FFFFFF",
    showgrid: true,
    gridcolor: "#D3DAE1",
    zeroline: false,
    showline: false,
  };
}

function describe({ name, values }: HistogramSample): string {
  const [low, median, high] = Array.from(quantiles(values, [0.05, 0.5, 0.95]), rounded);
  return `${name}: median ${median}, 5 % to 95 %: ${low} to ${high} (${values.length} values)`;
}

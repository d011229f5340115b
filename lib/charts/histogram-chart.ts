import { binEdges, binOf } from "../metrics/histograms";
import { type AxisSettings, axisLayout, paddedRange } from "./axis";
import { drawable, requireSome } from "./checks";
import { compacted } from "./compact";
import type { Figure } from "./figure";
import { appearancesOf, type Styled, transparent } from "./palette";
import { type Reference, referenceTraces } from "./reference";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
import { belongsTo, numbersAlong, singlePanel, type Trace } from "./trace";

export interface HistogramSample extends Styled {
  readonly values: ArrayLike<number>;
}

export interface HistogramChartSettings extends ChartHeading {
  readonly x: AxisSettings;
  /** Axis of the bars; the default names the scale. */
  readonly y?: AxisSettings;
  readonly samples: readonly HistogramSample[];
  /** Number of bins, the same for all samples; default 40. On a log x axis they are of equal ratio. */
  readonly bins?: number;
  /** "density" (default) has area 1, "share" sums to 1, "count" counts. */
  readonly scale?: "density" | "share" | "count";
  /** Densities, limits and published values to hold the bars against. */
  readonly references?: readonly Reference[];
}

/**
 * Histograms of one or several samples on common bins, laid over one another.
 *
 * @throws RangeError naming the sample, when it is empty or has a number that cannot be drawn
 */
export function histogramChart(settings: HistogramChartSettings): Figure {
  const builder = "histogramChart";
  const { x, samples, bins = 40, scale = "density", references = [] } = settings;
  const y = settings.y ?? { title: scale, fromZero: true };
  requireSome(builder, "sample", samples);
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 1000)) {
    throw new RangeError(`${builder} needs 1 to 1000 bins, got ${bins}`);
  }
  const panel = singlePanel(builder);
  const values = samples.map(({ name, values: all }) => {
    const checked = drawable({ builder, series: name, quantity: "values" }, all, x);
    return x.range ? checked.filter((value) => value >= x.range![0] && value <= x.range![1]) : checked;
  });
  const [first, last] = x.range ?? paddedRange(values.flat(), { log: x.log, padding: 1e-9 });
  const edges = Array.from(binEdges(first, last, bins, x.log));
  const appearances = appearancesOf(samples);
  const heights = values.map((all, index) => heightsOf(all, samples[index].values.length, edges, scale));
  const ground = y.log ? Math.min(...heights.flat().filter((height) => height > 0)) / 2 : 0;
  const bars = samples.map(({ name }, index): Trace => {
    return {
      ...belongsTo(panel, name),
      ...outline(edges, heights[index], ground, appearances[index].colour),
    };
  });
  const data = [...bars, ...referenceTraces(panel, references, bars, { x, y })];
  const { layout } = chartFrame(builder, settings, [...panel.legend]);
  return withSummary({
    data,
    layout: {
      ...layout,
      hovermode: "closest",
      xaxis: axisLayout(builder, { ...x, range: [edges[0], edges[bins]] }, edges),
      yaxis: axisLayout(
        builder,
        { ...y, range: y.range ?? (y.log ? fromGround(data, ground) : undefined) },
        numbersAlong(data, "y"),
      ),
    },
  });
}

function heightsOf(
  values: readonly number[],
  total: number,
  edges: readonly number[],
  scale: "density" | "share" | "count",
): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    counts[binOf(value, edges)]++;
  }
  return counts.map((count, bin) => {
    const share = count / total;
    return scale === "count" ? count : scale === "share" ? share : share / (edges[bin + 1] - edges[bin]);
  });
}

function fromGround(data: readonly Trace[], ground: number): [number, number] {
  return [ground, paddedRange(numbersAlong(data, "y"), { log: true })[1]];
}

/** Steps from bin to bin, filled down to the ground: 0, or on a log axis half of the lowest bar, where empty bins stand. */
function outline(
  edges: readonly number[],
  heights: readonly number[],
  ground: number,
  colour: string,
): Trace {
  const tops = heights.flatMap((height) => [height, height]).map((height) => Math.max(height, ground));
  const sides = edges.flatMap((edge) => [edge, edge]);
  return {
    type: "scatter",
    mode: "lines",
    x: compacted(sides),
    y: compacted([ground, ...tops, ground]),
    fill: "toself",
    fillcolor: transparent(colour, 0.25),
    line: { color: colour, width: 1.6 },
    hoveron: "points",
  };
}

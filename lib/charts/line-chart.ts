import { type AxisSettings, axisLayout } from "./axis";
import { requireSome } from "./checks";
import type { Figure } from "./figure";
import { type LineSeries, lineTraces } from "./line-series";
import { type Reference, referenceTraces } from "./reference";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
import { numbersAlong, singlePanel } from "./trace";

export interface LineChartSettings extends ChartHeading {
  readonly x: AxisSettings;
  readonly y: AxisSettings;
  readonly series: readonly LineSeries[];
  readonly references?: readonly Reference[];
}

/**
 * Curves over generations (or doses, or sizes) with uncertainty bands, and the closed forms and published values that
 * they are held against. Curves of more than 400 points are thinned for display.
 *
 * @throws RangeError naming the series, when a number is not finite or not positive on a log axis, or lengths differ
 */
export function lineChart(settings: LineChartSettings): Figure {
  const builder = "lineChart";
  const { x, y, series, references = [] } = settings;
  requireSome(builder, "series", series);
  const panel = singlePanel(builder);
  const lines = lineTraces(panel, series, { x, y });
  const data = [...lines, ...referenceTraces(panel, references, lines, { x, y })];
  const { layout } = chartFrame(builder, settings, [...panel.legend]);
  return withSummary({
    data,
    layout: {
      ...layout,
      hovermode: "x unified",
      xaxis: axisLayout(builder, x, numbersAlong(data, "x")),
      yaxis: axisLayout(builder, y, numbersAlong(data, "y")),
    },
  });
}

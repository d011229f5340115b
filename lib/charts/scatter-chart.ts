import { axisLayout } from "./axis";
import { requireSome } from "./checks";
import type { Figure } from "./figure";
import type { SharedAxes } from "./panel-content";
import { requireScales, withFixedRanges } from "./ranges";
import { type Reference, referenceTraces } from "./reference";
import { groupTraces, type ScatterGroup } from "./scatter-groups";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
import { numbersAlong, singlePanel } from "./trace";

export interface ScatterChartSettings extends ChartHeading, SharedAxes {
  readonly groups: readonly ScatterGroup[];
  readonly references?: readonly Reference[];
  /** Whether one unit is as long on x as on y; for points in the plane. Default false. */
  readonly equalScale?: boolean;
}

/**
 * Points in two dimensions by group, with the ellipses (1 and 2 standard deviations) and means of Gaussians.
 *
 * @throws RangeError naming the group, when a number is not finite, lengths differ or points are not two-dimensional
 */
export function scatterChart(settings: ScatterChartSettings): Figure {
  const builder = "scatterChart";
  const { groups, references = [], equalScale = false } = settings;
  requireSome(builder, "group", groups);
  requireScales(builder, settings, equalScale);
  const panel = singlePanel(builder);
  const points = groupTraces(panel, groups, settings);
  const data = [...points, ...referenceTraces(panel, references, points, settings)];
  const { layout, plotWidth, plotHeight } = chartFrame(builder, settings, [...panel.legend], {
    defaultHeight: 480,
  });
  const { x, y } = withFixedRanges(settings, data, { width: plotWidth, height: plotHeight }, equalScale);
  return withSummary({
    data,
    layout: {
      ...layout,
      hovermode: "closest",
      xaxis: axisLayout(builder, x, numbersAlong(data, "x")),
      yaxis: axisLayout(builder, y, numbersAlong(data, "y")),
    },
  });
}

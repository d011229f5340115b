import type { AxisSettings } from "./axis";
import { requireSome } from "./checks";
import { type Contour, contourTrace } from "./contour";
import { type LineSeries, lineTraces } from "./line-series";
import { type Reference, referenceTraces } from "./reference";
import { groupTraces, type ScatterGroup } from "./scatter-groups";
import type { Panel, Trace } from "./trace";

/** What one panel, or one frame of a slider, shows. */
export interface PanelContent {
  /** Says what is special about this panel: "generation 50". */
  readonly label: string;
  readonly contour?: Contour;
  readonly groups?: readonly ScatterGroup[];
  readonly series?: readonly LineSeries[];
  readonly references?: readonly Reference[];
}

export interface SharedAxes {
  readonly x: AxisSettings;
  readonly y: AxisSettings;
}

/** Traces of one panel: contours below, then points and ellipses, curves, references. */
export function panelTraces(panel: Panel, content: PanelContent, axes: SharedAxes): Trace[] {
  const { label, contour, groups = [], series = [], references = [] } = content;
  requireSome(panel.builder, `contour, group or series in panel "${label}"`, [
    ...(contour ? [contour] : []),
    ...groups,
    ...series,
  ]);
  const data = [
    ...(contour ? [contourTrace(panel, contour)] : []),
    ...groupTraces(panel, groups, axes),
    ...lineTraces(panel, series, axes),
  ];
  return [...data, ...referenceTraces(panel, references, data, axes)];
}

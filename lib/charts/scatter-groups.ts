import type { Points } from "../data/points";
import type { AxisSettings } from "./axis";
import { drawable, requireEqualLength } from "./checks";
import { compacted } from "./compact";
import { type EllipseShape, ellipseOutline } from "./ellipse";
import { appearancesOf, darker, type Styled } from "./palette";
import { belongsTo, companionOf, type Panel, type Trace } from "./trace";

/** Points as two columns. */
export interface Coordinates {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Points of one kind, with the ellipses of the Gaussians that describe them. */
export interface ScatterGroup extends Styled {
  /**
   * Points in two dimensions, or their coordinates. May be absent where ellipses are given, and empty beside other
   * groups: a class that has died out keeps its colour and its entry in the legend.
   */
  readonly points?: Points | Coordinates;
  /** Gaussians drawn as ellipses with a cross at their mean. */
  readonly ellipses?: readonly EllipseShape[];
  /** Sizes of the ellipses in standard deviations; default [1, 2]. */
  readonly standardDeviations?: readonly number[];
  /** Diameter in pixels; chosen from the number of points when absent. */
  readonly size?: number;
}

/** Traces of groups: points of all groups first, then the ellipses with their means. */
export function groupTraces(
  panel: Panel,
  groups: readonly ScatterGroup[],
  axes: { readonly x: AxisSettings; readonly y: AxisSettings },
): Trace[] {
  const appearances = appearancesOf(groups);
  const mayBeEmpty = groups.some(({ points }) => points && countOf(points) > 0);
  const points: Trace[] = [];
  const ellipses: Trace[] = [];
  groups.forEach((group, index) => {
    const { colour, symbol } = appearances[index];
    if (!group.points && !group.ellipses?.length) {
      throw new RangeError(`${panel.builder}: group "${group.name}" needs points or ellipses, got neither`);
    }
    if (group.points) {
      const empty = mayBeEmpty && countOf(group.points) === 0;
      points.push(
        empty
          ? emptyTrace(panel, group, colour, symbol)
          : pointsTrace(panel, group, group.points, axes, colour, symbol),
      );
    }
    if (group.ellipses?.length) {
      ellipses.push(ellipsesTrace(panel, group, colour));
    }
  });
  return [...points, ...ellipses];
}

function pointsTrace(
  panel: Panel,
  group: ScatterGroup,
  points: Points | Coordinates,
  axes: { readonly x: AxisSettings; readonly y: AxisSettings },
  colour: string,
  symbol: string,
): Trace {
  const { x, y } = coordinatesOf(panel.builder, group.name, points);
  const place = (quantity: string) => ({ builder: panel.builder, series: group.name, quantity });
  requireEqualLength(place("y"), y.length, x.length);
  const size = group.size ?? (x.length > 500 ? 4 : 6);
  return {
    type: "scatter",
    ...belongsTo(panel, group.name),
    mode: "markers",
    x: compacted(drawable(place("x"), x, axes.x)),
    y: compacted(drawable(place("y"), y, axes.y)),
    marker: { color: colour, symbol, size, opacity: x.length > 500 ? 0.45 : 0.65 },
  };
}

function emptyTrace(panel: Panel, { name, size = 6 }: ScatterGroup, colour: string, symbol: string): Trace {
  const marker = { color: colour, symbol, size, opacity: 0.65 };
  return { type: "scatter", ...belongsTo(panel, name), mode: "markers", x: [], y: [], marker };
}

function countOf(points: Points | Coordinates): number {
  return "values" in points ? points.rows : points.x.length;
}

function coordinatesOf(builder: string, name: string, points: Points | Coordinates): Coordinates {
  if (!("values" in points)) {
    return points;
  }
  const { values, rows, columns } = points;
  if (columns !== 2) {
    throw new RangeError(
      `${builder}: points of group "${name}" need 2 columns, got ${columns}; choose two columns and pass { x, y }`,
    );
  }
  return {
    x: Float64Array.from({ length: rows }, (_, row) => values[2 * row]),
    y: Float64Array.from({ length: rows }, (_, row) => values[2 * row + 1]),
  };
}

/** Outlines with gaps between them, then the means, as lone points with markers. */
function ellipsesTrace(panel: Panel, group: ScatterGroup, colour: string): Trace {
  const { ellipses = [], standardDeviations = [1, 2] } = group;
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  const sizes: number[] = [];
  const add = (outline: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }, size: number) => {
    x.push(...compacted(outline.x), null);
    y.push(...compacted(outline.y), null);
    sizes.push(...new Array<number>(outline.x.length + 1).fill(size));
  };
  for (const ellipse of ellipses) {
    for (const deviations of standardDeviations) {
      add(ellipseOutline(ellipse, deviations), 0);
    }
    add({ x: [ellipse.mean[0]], y: [ellipse.mean[1]] }, 9);
  }
  return {
    type: "scatter",
    ...(group.points ? companionOf(panel, group.name) : belongsTo(panel, group.name)),
    mode: "lines+markers",
    x,
    y,
    line: { color: darker(colour), width: 1.8 },
    marker: { color: darker(colour), symbol: "cross", size: sizes, line: { color: "#FFFFFF", width: 1.2 } },
    hoverinfo: "skip",
  };
}

import type { AxisSettings } from "./axis";
import { drawable, requireEqualLength } from "./checks";
import { compacted, thin } from "./compact";
import { ink } from "./palette";
import { belongsTo, numbersAlong, type Panel, type Trace } from "./trace";

/** A closed form (dashed dark line) or a published value (open diamonds) that the data are held against. */
export type Reference = {
  readonly name: string;
  /** Default "theory". */
  readonly style?: "theory" | "published";
} & (
  | {
      /** A straight line at this number of the axis. */
      readonly value: number;
      /** The axis that the number belongs to; default "y": a horizontal line. */
      readonly axis?: "x" | "y";
    }
  | { readonly points: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> } }
);

const dashes = ["dash", "dot", "dashdot", "longdash"];

/** References as traces; straight lines span what `data` span. Those of one name share a dash and a legend entry. */
export function referenceTraces(
  panel: Panel,
  references: readonly Reference[],
  data: readonly Trace[],
  axes: { readonly x: AxisSettings; readonly y: AxisSettings },
): Trace[] {
  const names = [...new Set(references.map(({ name }) => name))];
  return references.map((reference) => {
    const { x, y } =
      "points" in reference ? curveOf(panel, reference, axes) : lineOf(panel, reference, data, axes);
    return {
      type: "scatter",
      ...belongsTo(panel, reference.name),
      x: compacted(x),
      y: compacted(y),
      ...styleOf(reference, dashes[names.indexOf(reference.name) % dashes.length]),
    };
  });
}

interface Curve {
  readonly x: number[];
  readonly y: number[];
}

function curveOf(
  { builder }: Panel,
  reference: Extract<Reference, { points: unknown }>,
  axes: { readonly x: AxisSettings; readonly y: AxisSettings },
): Curve {
  const place = (quantity: string) => ({ builder, series: reference.name, quantity });
  const x = drawable(place("x"), reference.points.x, axes.x);
  const y = drawable(place("y"), reference.points.y, axes.y);
  requireEqualLength(place("y"), y.length, x.length);
  const kept = thin(x, y, { logX: axes.x.log, logY: axes.y.log });
  return { x: kept.map((index) => x[index]), y: kept.map((index) => y[index]) };
}

function lineOf(
  { builder }: Panel,
  reference: Extract<Reference, { value: number }>,
  data: readonly Trace[],
  axes: { readonly x: AxisSettings; readonly y: AxisSettings },
): Curve {
  const { axis = "y", name } = reference;
  const other = axis === "y" ? "x" : "y";
  const [value] = drawable({ builder, series: name, quantity: "value" }, [reference.value], axes[axis]);
  let [low, high] = axes[other].range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (!axes[other].range) {
    for (const number of numbersAlong(data, other)) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  }
  return axis === "y" ? { x: [low, high], y: [value, value] } : { x: [value, value], y: [low, high] };
}

function styleOf({ style = "theory", ...reference }: Reference, dash: string): Trace {
  if (style === "theory") {
    return { mode: "lines", line: { color: ink, width: 1.6, dash } };
  }
  const marker = { symbol: "diamond-open", size: 10, color: ink, line: { width: 1.8 } };
  return "points" in reference
    ? { mode: "markers", marker }
    : { mode: "lines+markers", line: { color: ink, width: 1.2, dash: "dot" }, marker };
}

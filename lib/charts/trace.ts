import { markup } from "./text";

/** A Plotly trace: plain data. */
export type Trace = Readonly<Record<string, unknown>>;

/** The panel that traces are drawn in, and which legend entries the chart already has. */
export interface Panel {
  readonly builder: string;
  /** Plotly's names of the axes: "x" and "y", "x2" and "y2", … */
  readonly xaxis: string;
  readonly yaxis: string;
  /** Names with a legend entry so far, in order. */
  readonly legend: Set<string>;
}

/** The only panel of a chart that has one. */
export function singlePanel(builder: string): Panel {
  return { builder, xaxis: "x", yaxis: "y", legend: new Set() };
}

/** The fields that tie a trace to its panel, its name and its legend entry; each name gets one entry. */
export function belongsTo(panel: Panel, name: string): Trace {
  const showlegend = !panel.legend.has(name);
  panel.legend.add(name);
  return { ...companionOf(panel, name), showlegend };
}

/** The same for a trace that only accompanies another of that name (a band, a marker): no entry of its own. */
export function companionOf({ xaxis, yaxis }: Panel, name: string): Trace {
  return { name: markup(name), legendgroup: name, showlegend: false, xaxis, yaxis };
}

/** All numbers that traces place along one axis. */
export function* numbersAlong(traces: readonly Trace[], axis: "x" | "y"): Generator<number> {
  for (const trace of traces) {
    for (const value of trace[axis] as readonly unknown[]) {
      if (typeof value === "number") {
        yield value;
      }
    }
  }
}

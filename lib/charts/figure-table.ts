import type { Figure } from "./figure";
import { withoutMarkup } from "./text";

/** A row of the data behind a figure; what a row has no use for is absent. */
export interface FigureRow {
  /** Of a figure that moves: the label of the frame. */
  readonly frame?: string;
  /** Of several panels: the label of the panel. */
  readonly panel?: string;
  readonly series?: string;
  /** What is drawn: line, points, bar, bin, cell, contour. */
  readonly kind: string;
  /** Of several lines under one name, such as replicates or ellipses: which, counting from 1. */
  readonly part?: number;
  readonly category?: string;
  readonly x?: number | string;
  /** Of a bin: where it ends, `x` being where it begins. */
  readonly xEnd?: number;
  readonly y?: number | string;
  readonly lower?: number;
  readonly upper?: number;
  /** Of a cell or a contour: the number that the colour stands for. */
  readonly value?: number;
}

/** Columns in the order in which a table has them. */
export const figureColumns = [
  "frame",
  "panel",
  "series",
  "kind",
  "part",
  "category",
  "x",
  "xEnd",
  "y",
  "lower",
  "upper",
  "value",
] as const satisfies readonly (keyof FigureRow)[];

type Loose = Readonly<Record<string, unknown>>;

/**
 * The numbers that a figure is drawn from, as tidy rows: an observation each, with the band or error bar that belongs to
 * it. Curves are as drawn, thinned to what the eye can tell apart. Images have none. Parts of figures made elsewhere that
 * are not understood are left out.
 */
export function figureTable({ data, layout, frames }: Figure): FigureRow[] {
  const nameOf = panelNames(asRecord(layout));
  const rowsOf = (traces: unknown) => rowsOfTraces(asList(traces).map(asRecord), asRecord(layout), nameOf);
  if (frames === undefined || frames.length === 0) return rowsOf(data);
  const labels = frameLabels(asRecord(layout));
  return frames.flatMap((frame, index) => {
    const label = labels[index] ?? String(asRecord(frame).name ?? index);
    return rowsOf(asRecord(frame).data).map((row) => ({ frame: label, ...row }));
  });
}

function rowsOfTraces(
  traces: readonly Loose[],
  layout: Loose,
  panelOf: (trace: Loose) => string | undefined,
): FigureRow[] {
  const bands = traces.filter(isBand);
  return traces
    .filter((trace) => !isBand(trace))
    .flatMap((trace) => {
      const panel = panelOf(trace);
      const series = nameOf(trace);
      const rows = rowsOfTrace(trace, bandOf(trace, bands), layout);
      const names = { ...(panel === undefined ? {} : { panel }), ...(series === "" ? {} : { series }) };
      return rows.map((row) => ({ ...names, ...row }));
    });
}

function rowsOfTrace(trace: Loose, band: Loose | undefined, layout: Loose): FigureRow[] {
  if (trace.type === "contour") return contourRows(trace);
  const [x, y] = [asList(trace.x), asList(trace.y)];
  if (trace.type === "bar") return barRows(trace, x, y);
  if (isSteps(x, y)) return binRows(trace, x as number[], y as number[], layout);
  const length = Math.max(x.length, y.length);
  const parts = partsOf(y);
  const values = asRecord(trace.marker).opacity === 0 ? asList(trace.customdata) : [];
  const kind = values.length > 0 ? "cell" : String(trace.mode ?? "").includes("lines") ? "line" : "points";
  const rows: FigureRow[] = [];
  for (let index = 0; index < length; index++) {
    if (x[index] === null || y[index] === null) continue;
    rows.push({
      kind,
      ...(parts === undefined ? {} : { part: parts[index]! }),
      ...coordinate("x", x.length > 0 ? x[index] : index),
      ...coordinate("y", y[index]),
      ...(band === undefined ? errorsAt(trace, index) : edgesAt(band, index)),
      ...(typeof values[index] === "number" ? { value: values[index] as number } : {}),
    });
  }
  return rows;
}

function coordinate(name: "x" | "y", value: unknown): Partial<FigureRow> {
  return typeof value === "number" || typeof value === "string" ? { [name]: value } : {};
}

function barRows(trace: Loose, x: readonly unknown[], y: readonly unknown[]): FigureRow[] {
  const categories = asList(trace.customdata);
  return y.map((value, index) => ({
    kind: "bar",
    ...(typeof categories[index] === "string" ? { category: categories[index] as string } : {}),
    ...coordinate("x", x[index]),
    ...coordinate("y", value),
    ...errorsAt(trace, index),
  }));
}

/** A histogram is drawn as steps; rows of a ridgeline chart stand on grounds of their own and are scaled. */
function binRows(trace: Loose, x: readonly number[], y: readonly number[], layout: Loose): FigureRow[] {
  const { ridgeScale } = asRecord(layout.meta);
  const height = (value: number) => (typeof ridgeScale === "number" ? (value - y[0]!) / ridgeScale : value);
  const row = typeof ridgeScale === "number" ? rowName(layout, y[0]!) : undefined;
  return Array.from({ length: x.length / 2 - 1 }, (_, bin) => ({
    ...(row === undefined || row === nameOf(trace) ? {} : { category: row }),
    kind: "bin",
    x: x[2 * bin]!,
    xEnd: x[2 * bin + 2]!,
    y: Number(height(y[2 * bin + 1]!).toPrecision(5)),
  }));
}

function rowName(layout: Loose, ground: number): string | undefined {
  const { tickvals, ticktext } = asRecord(layout.yaxis);
  const text = asList(ticktext)[asList(tickvals).indexOf(ground)];
  return typeof text === "string" ? plain(text) : undefined;
}

function contourRows({ x, y, z }: Loose): FigureRow[] {
  return asList(z).flatMap((row, j) =>
    asList(row).flatMap((value, i) =>
      typeof value === "number"
        ? [{ kind: "contour", ...coordinate("x", asList(x)[i]), ...coordinate("y", asList(y)[j]), value }]
        : [],
    ),
  );
}

/** A band runs along its upper edge and back along the lower one. */
function isBand({ fill, x, y }: Loose): boolean {
  const along = asList(x);
  const half = along.length / 2;
  if (fill !== "toself" || half < 1 || !Number.isInteger(half) || asList(y).length !== along.length)
    return false;
  return along.slice(0, half).every((value, index) => value === along[along.length - 1 - index]);
}

function bandOf(trace: Loose, bands: readonly Loose[]): Loose | undefined {
  const length = asList(trace.x).length;
  return bands.find(
    (band) =>
      nameOf(band) === nameOf(trace) &&
      band.xaxis === trace.xaxis &&
      asList(band.x).length === 2 * length &&
      asList(band.x)[0] === asList(trace.x)[0],
  );
}

function edgesAt(band: Loose, index: number): Partial<FigureRow> {
  const y = asList(band.y);
  const [upper, lower] = [y[index], y[y.length - 1 - index]];
  return typeof lower === "number" && typeof upper === "number" ? { lower, upper } : {};
}

function errorsAt({ y, error_y }: Loose, index: number): Partial<FigureRow> {
  const { array, arrayminus } = asRecord(error_y);
  const value = asList(y)[index];
  const above = asList(array)[index];
  const below = asList(arrayminus ?? array)[index];
  if (typeof value !== "number" || typeof above !== "number" || typeof below !== "number") return {};
  return { lower: Number((value - below).toPrecision(6)), upper: Number((value + above).toPrecision(6)) };
}

/** Which of the lines between gaps a point belongs to; undefined where there are no gaps. */
function partsOf(y: readonly unknown[]): number[] | undefined {
  if (!y.includes(null)) return undefined;
  let part = 1;
  return y.map((value) => (value === null ? part++ : part));
}

/** Steps from bin to bin: every edge twice, every height twice, the ground at both ends. */
function isSteps(x: readonly unknown[], y: readonly unknown[]): boolean {
  if (x.length < 4 || x.length % 2 === 1 || y.length !== x.length) return false;
  return x.every(
    (value, index) =>
      typeof value === "number" &&
      typeof y[index] === "number" &&
      (index % 2 === 1 || (value === x[index + 1] && (index === 0 || y[index] === y[index - 1]))),
  );
}

/** Labels of panels by the axis of a trace; nothing where there is one panel. */
function panelNames(layout: Loose): (trace: Loose) => string | undefined {
  const axes = Object.keys(layout).filter((name) => /^xaxis\d*$/.test(name));
  if (axes.length < 2) return () => undefined;
  const labels = asList(layout.annotations).map((annotation) =>
    plain(String(asRecord(annotation).text ?? "")),
  );
  return ({ xaxis }) => labels[Number(String(xaxis ?? "x").slice(1) || "1") - 1];
}

function frameLabels(layout: Loose): string[] {
  const slider = asRecord(asList(layout.sliders)[0]);
  const prefix = String(asRecord(slider.currentvalue).prefix ?? "");
  return asList(slider.steps).map((step) => plain(prefix + String(asRecord(step).label ?? "")));
}

function nameOf({ legendgroup, name }: Loose): string {
  return typeof legendgroup === "string" ? legendgroup : typeof name === "string" ? plain(name) : "";
}

/** Text of a figure as it is read. */
function plain(text: string): string {
  return withoutMarkup(text.replace(/<br\s*\/?>/g, " "))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asRecord(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

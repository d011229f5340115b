import type { Figure } from "../../charts/figure";
import { figureColumns, figureTable } from "../../charts/figure-table";
import { plotlyMimeType } from "../../charts/static/plotly-source";
import { describeFigure } from "../../charts/summary";
import type { Cell, DisplayOutput, Notebook, Output, ResultOutput } from "../notebook/format";
import { isBundle, isCodeCell } from "../notebook/format";
import { plainText } from "../terminal/plain-text";
import { csvOf } from "./csv";
import { safeSvg } from "./safe-svg";
import { slugOf } from "./slug";

export type FigureFormat = "png" | "svg" | "csv" | "json";

/** A chart of an executed notebook as files of their own. */
export interface FigureFiles {
  /** In the report's folder, without the ending: "figures/01-gmm-variance-shrink/02-almost-every-chain". */
  readonly path: string;
  readonly title: string;
  /** The output that shows it. */
  readonly output: Output;
  /** What there is: a chart without data, or one made elsewhere, has no table or no drawing. */
  readonly content: Readonly<Partial<Record<FigureFormat, string | Uint8Array>>>;
}

/** A notebook whose charts were taken out as files. */
export interface TakenFigures {
  /** Without the drawings, which would make it larger. */
  readonly notebook: Notebook;
  readonly figures: readonly FigureFiles[];
}

/** The charts of an executed notebook, in order. */
export function takeFigures(name: string, notebook: Notebook): TakenFigures {
  const figures: FigureFiles[] = [];
  const take = (output: Output): Output => {
    if (!isBundle(output) || output.data[plotlyMimeType] === undefined) return output;
    const { "image/svg+xml": svg, ...data } = output.data;
    const kept = { ...output, data };
    figures.push(filesOf(kept, svg, `figures/${slugOf(name)}`, figures.length + 1));
    return kept;
  };
  const cells = notebook.cells.map(
    (cell): Cell => (isCodeCell(cell) ? { ...cell, outputs: cell.outputs.map(take) } : cell),
  );
  return { notebook: { ...notebook, cells }, figures };
}

function filesOf(
  output: DisplayOutput | ResultOutput,
  svg: unknown,
  folder: string,
  number: number,
): FigureFiles {
  const figure = figureIn(output.data[plotlyMimeType]);
  const [title = "Chart"] = plainText(describeFigure(figure)).split("\n");
  const rows = figureTable(figure);
  const drawing = typeof svg === "string" ? safeSvg(svg) : undefined;
  const picture = pngIn(output.data["image/png"]);
  return {
    path: `${folder}/${String(number).padStart(2, "0")}-${slugOf(title)}`,
    title,
    output,
    content: {
      ...(picture === undefined ? {} : { png: picture }),
      ...(drawing === undefined ? {} : { svg: drawing }),
      ...(rows.length === 0 ? {} : { csv: csvOf(figureColumns, rows) }),
      json: `${JSON.stringify(output.data[plotlyMimeType])}\n`,
    },
  };
}

/** What an output calls a figure may be anything. */
function figureIn(content: unknown): Figure {
  const { data, layout, frames } = Object(content) as Partial<Record<keyof Figure, unknown>>;
  return {
    data: listOfRecords(data),
    layout: Array.isArray(layout) ? {} : Object(layout),
    ...(frames === undefined ? {} : { frames: listOfRecords(frames) }),
  };
}

function listOfRecords(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((entry) => Object(entry)) : [];
}

const pngSignature = "89504e470d0a1a0a";

function pngIn(content: unknown): Uint8Array | undefined {
  const bytes = Buffer.from(typeof content === "string" ? content : "", "base64");
  return bytes.subarray(0, 8).toString("hex") === pngSignature ? bytes : undefined;
}

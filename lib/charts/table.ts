import { escapeHtml } from "../claims/escape-html";
import { requireSome } from "./checks";
import { deliver } from "./front-end";

/** A data frame, such as danfo.js's: names of columns and rows of cells. */
export interface FrameLike {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

export type TableRows = readonly Readonly<Record<string, unknown>>[] | FrameLike;

export interface TableSettings {
  readonly caption?: string;
  /** Significant digits of numbers that are not whole; default 4. */
  readonly digits?: number;
  /** Rows shown at most; default 30. What is left out is counted below. */
  readonly limit?: number;
}

interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numeric: readonly boolean[];
  readonly omitted: number;
}

/**
 * Shows rows as a table under the running cell: HTML with column headers and a caption, and aligned text. Columns are
 * all the names that occur in the rows, in order of appearance; a missing cell shows a dash.
 *
 * @throws RangeError when there is no row or no column, or a setting is out of range
 */
export function showTable(rows: TableRows, settings: TableSettings = {}): void {
  const cells = cellsOf(rows, settings);
  deliver({ "text/html": tableHtml(cells, settings), "text/plain": tableText(cells, settings) });
}

function cellsOf(rows: TableRows, { digits = 4, limit = 30 }: TableSettings): Cells {
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 15 && Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(
      `showTable needs 1 to 15 digits and a limit of at least 1, got ${digits} and ${limit}`,
    );
  }
  const { columns, values } = "columns" in rows ? rows : tabulated(rows);
  requireSome("showTable", "row", values);
  requireSome("showTable", "column", columns);
  const table = values.map((row) => (Array.isArray(row) ? row : [row]) as readonly unknown[]);
  return {
    columns,
    rows: table.slice(0, limit).map((row) => columns.map((_, c) => cellText(row[c], digits))),
    numeric: columns.map((_, c) => table.every((row) => row[c] == null || typeof row[c] === "number")),
    omitted: Math.max(0, table.length - limit),
  };
}

function tabulated(rows: readonly Readonly<Record<string, unknown>>[]): FrameLike {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { columns, values: rows.map((row) => columns.map((column) => row[column])) };
}

function cellText(value: unknown, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return "–";
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(digits)));
  }
  return value instanceof Date
    ? value.toISOString()
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}

function tableHtml({ columns, rows, numeric, omitted }: Cells, { caption }: TableSettings): string {
  const align = (c: number) => (numeric[c] ? "right" : "left");
  const head = columns.map(
    (name, c) => `<th scope="col" style="text-align:${align(c)}">${escapeHtml(name)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${row.map((text, c) => `<td style="text-align:${align(c)}">${escapeHtml(text)}</td>`).join("")}</tr>`,
  );
  return [
    "<table>",
    ...(caption ? [`<caption style="text-align:left">${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody>`,
    ...(omitted > 0
      ? [`<tfoot><tr><td colspan="${columns.length}">${omitted} more rows</td></tr></tfoot>`]
      : []),
    "</table>",
  ].join("\n");
}

function tableText({ columns, rows, numeric, omitted }: Cells, { caption }: TableSettings): string {
  const widths = columns.map((name, c) =>
    Math.max(...[name, ...rows.map((row) => row[c])].map((text) => [...text].length)),
  );
  const padded = (text: string, c: number) => {
    const space = " ".repeat(widths[c] - [...text].length);
    return numeric[c] ? space + text : text + space;
  };
  const line = (row: readonly string[]) => row.map(padded).join("  ").trimEnd();
  return [
    ...(caption ? [caption] : []),
    line(columns),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...rows.map(line),
    ...(omitted > 0 ? [`… ${omitted} more rows`] : []),
  ].join("\n");
}

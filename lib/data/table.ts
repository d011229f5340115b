import { parse } from "csv-parse/sync";
import type { DataColumn } from "./manifest";
import { type Points, pointsFrom } from "./points";

/** A row of a table by column name. */
export type TableRow = Readonly<Record<string, number | string>>;

/**
 * Rows of a comma-separated table with a header line. Strict: the header must name exactly the columns, in
 * their order, and every number must be one; nothing becomes NaN. O(characters).
 * @throws RangeError naming the row, the column and what stands there
 */
export function parseTable(text: string, columns: readonly DataColumn[]): TableRow[] {
  const [header, ...lines] = splitLines(text);
  const names = columns.map(({ name }) => name);
  if (header === undefined || header.join() !== names.join()) {
    throw new RangeError(
      `parseTable needs the columns ${names.join(", ")}, got ${header?.join(", ") || "an empty table"}`,
    );
  }
  if (lines.length === 0)
    throw new RangeError("parseTable needs at least one row below the header, got none");
  return lines.map((cells, row) =>
    Object.fromEntries(columns.map((column, c) => [column.name, cellValue(column, cells[c]!, row)])),
  );
}

/** The numeric columns as points. */
export function tablePoints(rows: readonly TableRow[], columns: readonly DataColumn[]): Points {
  const numeric = columns.filter(({ type }) => type === "number");
  return pointsFrom(rows.map((row) => numeric.map(({ name }) => row[name] as number)));
}

function splitLines(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, record_delimiter: ["\r\n", "\n", "\r"] });
  } catch (error) {
    throw new RangeError(`parseTable needs comma-separated values: ${(error as Error).message}`);
  }
}

const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function cellValue(column: DataColumn, cell: string, row: number): number | string {
  if (column.type === "text") return cell;
  const value = Number(cell);
  if (!decimalNumber.test(cell) || !Number.isFinite(value)) {
    throw new RangeError(
      `parseTable needs a finite number in column ${column.name}: data row ${row + 1} has "${cell}"`,
    );
  }
  return value;
}

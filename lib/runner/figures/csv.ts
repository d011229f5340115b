import { csvField } from "../files/csv";

type Value = string | number | undefined;

/**
 * Rows as comma-separated values, quoted as RFC 4180 says, below a line of names; columns that no row has are left out. Text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvOf<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): string {
  const used = columns.filter((column) => rows.some((row) => row[column] !== undefined));
  const lines = rows.map((row) => used.map((column) => csvField((row[column] as Value) ?? "")).join(","));
  return `${[used.join(","), ...lines].join("\n")}\n`;
}

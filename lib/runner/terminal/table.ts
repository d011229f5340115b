import { plainText } from "./plain-text";

export interface TableLayout {
  /** Columns of the terminal that the table may take. */
  readonly width: number;
  /** Index of the column whose long texts go on in the next line. */
  readonly wrapped: number;
}

const narrowest = 24;
const gap = "  ";

/** Rows under their headings, columns aligned; everything but the wrapped column is kept on one line. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { width, wrapped }: TableLayout,
): string[] {
  const texts = rows.map(cleanRow);
  const widths = widthsOf([headings, ...texts], width, wrapped);
  const ruler = widths.map((value) => "─".repeat(value)).join(gap);
  return [
    ...layOut(headings, widths, wrapped),
    ruler,
    ...texts.flatMap((row) => layOut(row, widths, wrapped)),
  ];
}

/** The same without headings. */
export function plainRows(rows: readonly (readonly string[])[], { width, wrapped }: TableLayout): string[] {
  const texts = rows.map(cleanRow);
  const widths = widthsOf(texts, width, wrapped);
  return texts.flatMap((row) => layOut(row, widths, wrapped));
}

function cleanRow(row: readonly string[]): string[] {
  return row.map((text) => plainText(text).replace(/\s*\n\s*/g, " "));
}

function widthsOf(rows: readonly (readonly string[])[], width: number, wrapped: number): number[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => lengthOf(row[column]!))));
  const others = widths.reduce(
    (sum, value, column) => (column === wrapped ? sum : sum + value + gap.length),
    0,
  );
  widths[wrapped] = Math.min(widths[wrapped]!, Math.max(narrowest, width - others));
  return widths;
}

/** One row as lines: the wrapped text on all of them, everything else on the first. */
function layOut(row: readonly string[], widths: readonly number[], wrapped: number): string[] {
  return wrap(row[wrapped]!, widths[wrapped]!).map((part, index) => {
    const cells = row.map((text, column) => (column === wrapped ? part : index === 0 ? text : ""));
    return cells
      .map((text, column) => text + " ".repeat(Math.max(0, widths[column]! - lengthOf(text))))
      .join(gap)
      .trimEnd();
  });
}

/** Text broken at spaces into lines of at most `width` characters; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (lengthOf(longer) <= width || line === "") {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Characters, not code units. */
function lengthOf(text: string): number {
  return [...text].length;
}

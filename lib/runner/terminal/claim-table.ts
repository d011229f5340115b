import { formatMeasurement } from "../../claims/format";
import type { NotebookRun } from "../execution/run";
import { publishedText } from "../published-text";
import { plainText } from "./plain-text";
import { verdictMarks } from "./run-lines";

const columns = ["claim", "statement", "published", "measured ± s.e.", "verdict"] as const;
const statementColumn = 1;
const narrowestStatement = 24;
const gap = "  ";

/** The claims of all notebooks as a table that fits into `width` columns; long statements go on in the next line. */
export function claimTable(runs: readonly NotebookRun[], width: number): string[] {
  const rows = runs.flatMap(({ claims }) =>
    claims.map((claim) =>
      [
        claim.id,
        claim.statement,
        publishedText(claim),
        formatMeasurement(claim.measured, claim.standardError),
        `${verdictMarks[claim.verdict]} ${claim.verdict}`,
      ].map((text) => plainText(text).replace(/\s+/g, " ")),
    ),
  );
  if (rows.length === 0) return [];
  const widths = columns.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column]!)].map((text) => [...text].length)),
  );
  const others = widths.reduce(
    (sum, value, column) => (column === statementColumn ? sum : sum + value + gap.length),
    0,
  );
  widths[statementColumn] = Math.min(widths[statementColumn]!, Math.max(narrowestStatement, width - others));
  const ruler = widths.map((value) => "─".repeat(value)).join(gap);
  return [...layOut([...columns], widths), ruler, ...rows.flatMap((row) => layOut(row, widths))];
}

/** One row as lines: the statement wrapped, everything else on the first. */
function layOut(row: readonly string[], widths: readonly number[]): string[] {
  const statement = wrap(row[statementColumn]!, widths[statementColumn]!);
  return statement.map((part, index) => {
    const cells = row.map((text, column) => (column === statementColumn ? part : index === 0 ? text : ""));
    return cells
      .map((text, column) => text + " ".repeat(Math.max(0, widths[column]! - [...text].length)))
      .join(gap)
      .trimEnd();
  });
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if ([...longer].length <= width || line === "") {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

import { formatMeasurement } from "../../claims/format";
import type { NotebookRun } from "../execution/run";
import { publishedText } from "../published-text";
import { verdictMarks } from "./run-lines";
import { table } from "./table";

const columns = ["claim", "statement", "published", "measured ± s.e.", "verdict"] as const;

/** The claims of all notebooks as a table that fits into `width` columns; long statements go on in the next line. */
export function claimTable(runs: readonly NotebookRun[], width: number): string[] {
  const rows = runs.flatMap(({ claims }) =>
    claims.map((claim) => [
      claim.id,
      claim.statement,
      publishedText(claim),
      formatMeasurement(claim.measured, claim.standardError),
      `${verdictMarks[claim.verdict]} ${claim.verdict}`,
    ]),
  );
  return rows.length === 0 ? [] : table(columns, rows, { width, wrapped: 1 });
}

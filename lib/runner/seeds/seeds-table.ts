import { formatMeasurement, formatNumber } from "../../claims/format";
import { publishedText } from "../published-text";
import type { ReportSection } from "../report/contents";
import { textParagraphs, textTable } from "../report/text-table";
import { verdictMarks } from "../terminal/run-lines";
import { table } from "../terminal/table";
import type { ClaimOverSeeds } from "./claim-over-seeds";
import type { RunOverSeeds } from "./over-seeds";

const headings = ["claim", "statement", "published", "mean ± s.e.", "scatter", "seeds", "verdict"] as const;

/** The claims over all seeds as a table for a terminal. */
export function seedsTable(runs: readonly RunOverSeeds[], width: number): string[] {
  const rows = rowsOf(runs);
  return rows.length === 0 ? [] : table(headings, rows, { width, wrapped: 1 });
}

/** The same as a section of the report. */
export function seedsSection(runs: readonly RunOverSeeds[], seeds: readonly number[]): ReportSection {
  const sentences = [
    `Every notebook was run at the seeds ${seeds.join(", ")}. Claims are pooled: the measured value is the mean over ` +
      "seeds, with the standard error that their scatter gives, and the verdict is that of more than half of them. " +
      `The notebooks below are those of seed ${seeds[0]}; all are in the folder seeds.`,
    "Scatter is the standard deviation over seeds in units of the standard errors that single runs state: about 1 where " +
      "these are honest.",
  ];
  return {
    id: "seeds",
    title: "Claims over seeds",
    html: textParagraphs(sentences) + textTable(headings, rowsOf(runs)),
  };
}

function rowsOf(runs: readonly RunOverSeeds[]): string[][] {
  return runs.flatMap(({ claims }) =>
    claims.map((claim) => [
      claim.id,
      claim.statement,
      publishedText(claim),
      formatMeasurement(claim.measured, claim.standardError),
      claim.scatter === null ? "–" : formatNumber(Number(claim.scatter.toPrecision(2))),
      marks(claim),
      `${verdictMarks[claim.verdict]} ${claim.verdict}`,
    ]),
  );
}

/** A mark for each seed, in their order: "✓✓?✓✗". */
function marks({ atSeeds }: ClaimOverSeeds): string {
  return atSeeds.map(({ verdict }) => verdictMarks[verdict]).join("");
}

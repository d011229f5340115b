import type { ReportSection } from "../report/contents";
import { textParagraphs, textTable } from "../report/text-table";
import type { Comparison } from "./compare-runs";
import { changeRows, comparisonHeadings, comparisonHeadline, comparisonNotes } from "./comparison-lines";

/** The comparison as a section of the report. */
export function comparisonSection(comparison: Comparison): ReportSection {
  const rows = changeRows(comparison);
  const sentences = [comparisonHeadline(comparison), ...comparisonNotes(comparison)];
  const html = textParagraphs(sentences) + (rows.length === 0 ? "" : textTable(comparisonHeadings, rows));
  return { id: "comparison", title: "What changed since an earlier run", html };
}

import type { ReportContents } from "../report/contents";
import { statementOf } from "../report/statement";
import { wrap } from "./table";

/** The reproducibility statement at the end of a run; the report has it, too. */
export function statementLines(contents: ReportContents, width: number): string[] {
  const { paragraphs, verification } = statementOf(contents);
  return ["", ...paragraphs.flatMap((paragraph) => wrap(paragraph, width)), `Verify: ${verification}`];
}

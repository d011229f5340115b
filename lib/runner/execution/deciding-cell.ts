import type { Claim } from "../../claims/claim";
import { type CodeCell, isCodeCell } from "../notebook/format";
import type { NotebookRun } from "./run";

/** The code cell of an executed notebook that decided a claim; undefined where the claim does not say. */
export function decidingCell(
  { cell }: Pick<Claim, "cell">,
  { notebook }: Pick<NotebookRun, "notebook">,
): CodeCell | undefined {
  return notebook.cells
    .filter(isCodeCell)
    .find(({ execution_count }) => cell !== undefined && execution_count === cell);
}

import { claimSlice } from "../../kernel/analysis/claim-slice";
import type { NotebookRun } from "../execution/run";
import { isCodeCell } from "../notebook/format";
import type { PlannedNotebook } from "../plan";

/** A plan cut down to the cells that some claims depend on, and what is said of it. */
export interface CutPlan {
  readonly plan: PlannedNotebook;
  readonly note: string;
}

/** Cuts the plan of a notebook down to what the claims with these identifiers depend on; where that cannot be told, all of it stays. */
export function planOnly(name: string, plan: PlannedNotebook, ids: readonly string[]): CutPlan {
  const code = plan.notebook.cells.filter(isCodeCell);
  const slice = claimSlice(
    code.map(({ source }) => source),
    ids,
  );
  const claims = `${ids.length} ${ids.length === 1 ? "claim" : "claims"}`;
  if ("unsure" in slice) return { plan, note: `${name} runs as a whole for ${claims}: ${slice.unsure}` };
  const cells = slice.cells.map((position) => code[position]!.id);
  const note = `${name} runs ${cells.length} of ${code.length} cells for ${claims}`;
  return { plan: { ...plan, cells }, note };
}

/** The whole of a plan whose cut run did not give every claim; undefined when it did, or was stopped. */
export function wholePlan(
  plan: PlannedNotebook,
  run: NotebookRun,
  ids: readonly string[],
): PlannedNotebook | undefined {
  if (plan.cells === undefined || run.status === "interrupted") return undefined;
  const made = new Set(run.claims.map(({ id }) => id));
  if (run.status === "completed" && ids.every((id) => made.has(id))) return undefined;
  const { cells: _cells, ...whole } = plan;
  return whole;
}

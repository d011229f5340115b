import type { Cell, Notebook } from "../../runner/notebook/format";
import { isCodeCell } from "../../runner/notebook/format";
import type { Assignment, AssignmentCell } from "../assignment/assignment";
import { gradingOf, nbgraderKey } from "../assignment/metadata";
import { hiddenTestMarks, replaceRegions, solutionMarks } from "../assignment/regions";
import { checksumOf } from "./checksum";

/** What stands in place of a solution. */
export const codeStub: readonly string[] = ["// YOUR CODE HERE", 'throw new Error("Not answered yet.");'];
/** What stands in place of a model answer. */
export const textStub: readonly string[] = ["YOUR ANSWER HERE"];

/**
 * The notebook as students get it: stubs for solutions and model answers, no hidden tests, no outputs, cells locked and
 * with checksums as `nbgrader generate_assignment` makes them.
 */
export function studentVersion({ notebook, cells }: Assignment): Notebook {
  return { ...notebook, cells: cells.map(studentCell) };
}

function studentCell(assigned: AssignmentCell): Cell {
  const { cell } = assigned;
  const source = visibleSource(assigned);
  const handedOut: Cell = isCodeCell(cell)
    ? { ...cell, source, execution_count: null, outputs: [] }
    : { ...cell, source };
  const grading = gradingOf(cell)!;
  const nbgrader = {
    ...(cell.metadata[nbgraderKey] as object),
    cell_type: cell.cell_type,
    checksum: checksumOf(handedOut, grading),
  };
  const { collapsed: _collapsed, scrolled: _scrolled, ...metadata } = cell.metadata;
  return { ...handedOut, metadata: { ...metadata, ...locks(assigned), [nbgraderKey]: nbgrader } };
}

/** What students see in a cell. */
export function visibleSource({ cell, role }: AssignmentCell): string {
  if (role === "solution") return replaceRegions(cell.source, solutionMarks, codeStub);
  if (role === "explanation") return replaceRegions(cell.source, solutionMarks, textStub);
  return role === "test" ? replaceRegions(cell.source, hiddenTestMarks, []) : cell.source;
}

/** How JupyterLab keeps students from deleting cells, and from changing all but their answers. */
function locks({ role }: AssignmentCell): Readonly<Record<string, boolean>> {
  const isAnswer = role === "solution" || role === "explanation";
  return isAnswer ? { deletable: false } : { deletable: false, editable: false };
}

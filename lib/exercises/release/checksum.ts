import { createHash } from "node:crypto";
import type { Cell } from "../../runner/notebook/format";
import { type GradingMetadata, isLocked } from "../assignment/metadata";

/** nbgrader's checksum of a cell (MD5), by which it sees what students have changed. */
export function checksumOf(cell: Cell, grading: GradingMetadata): string {
  const { gradeId, grade, solution, points } = grading;
  const parts = [cell.source, cell.cell_type, pythonText(grade), pythonText(solution)];
  parts.push(pythonText(isLocked(grading)), gradeId);
  if (grade) parts.push(pythonFloat(points ?? 0));
  return createHash("md5").update(parts.join(""), "utf8").digest("hex");
}

/** Python's `str(True)`. */
function pythonText(value: boolean): string {
  return value ? "True" : "False";
}

/** Python's `str(float(value))`. */
function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

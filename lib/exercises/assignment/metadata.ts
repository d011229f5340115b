import type { Cell } from "../../runner/notebook/format";

/** What nbgrader's metadata (schema version 3) say of a cell. */
export interface GradingMetadata {
  readonly gradeId: string;
  readonly grade: boolean;
  readonly solution: boolean;
  readonly locked: boolean;
  /** Of cells that are graded. */
  readonly points: number | undefined;
}

/** What a cell is for: `given` is text or set-up, `explanation` a text that is marked by hand. */
export type CellRole = "given" | "solution" | "test" | "explanation";

export const nbgraderKey = "nbgrader";
export const schemaVersion = 3;

/** What the metadata of a cell say; undefined when they say nothing. Wrong types count as absent. */
export function gradingOf(cell: Pick<Cell, "metadata">): GradingMetadata | undefined {
  const raw = cell.metadata[nbgraderKey];
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const { grade_id, grade, solution, locked, points } = raw as Readonly<Record<string, unknown>>;
  return {
    gradeId: typeof grade_id === "string" ? grade_id : "",
    grade: grade === true,
    solution: solution === true,
    locked: locked === true,
    points: typeof points === "number" ? points : undefined,
  };
}

export function roleOf({ grade, solution }: GradingMetadata): CellRole {
  if (grade && solution) return "explanation";
  if (grade) return "test";
  return solution ? "solution" : "given";
}

/** nbgrader's `is_locked`: the cell comes back as it was handed out. */
export function isLocked({ grade, solution, locked }: GradingMetadata): boolean {
  return !solution && (grade || locked);
}

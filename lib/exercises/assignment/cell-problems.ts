import type { Cell } from "../../runner/notebook/format";
import { isCodeCell } from "../../runner/notebook/format";
import {
  type CellRole,
  type GradingMetadata,
  gradingOf,
  nbgraderKey,
  roleOf,
  schemaVersion,
} from "./metadata";
import { hiddenTestMarks, partsOf, type RegionMarks, regionLines, solutionMarks } from "./regions";

const assertImport = 'import assert from "node:assert/strict";';
const assertion = /\bassert\s*[.(]/;

/** What is wrong with one cell of an instructor's notebook, apart from the cells around it. */
export function cellProblems(cell: Cell): string[] {
  const grading = gradingOf(cell);
  if (grading === undefined) {
    return ["needs nbgrader metadata; texts and set-up are grade: false, solution: false, locked: true"];
  }
  const role = roleOf(grading);
  return [
    ...metadataProblems(cell, grading),
    ...typeProblems(cell, role),
    ...lockProblems(role, grading),
    ...pointProblems(role, grading),
    ...outputProblems(cell),
    ...regionProblems(cell, role),
    ...(role === "test" ? testProblems(cell.source) : []),
  ];
}

function metadataProblems(cell: Cell, { gradeId }: GradingMetadata): string[] {
  const raw = cell.metadata[nbgraderKey] as Readonly<Record<string, unknown>>;
  const problems: string[] = [];
  if (!/^[A-Za-z0-9_-]+$/.test(gradeId)) {
    problems.push(`needs a grade_id of letters, digits, - and _, got ${JSON.stringify(raw.grade_id)}`);
  }
  if (raw.schema_version !== schemaVersion) {
    problems.push(`needs schema_version ${schemaVersion}, got ${JSON.stringify(raw.schema_version)}`);
  }
  if (raw.task === true) problems.push("needs task: false, since grading knows no task cells");
  for (const flag of ["grade", "solution", "locked"] as const) {
    if (typeof raw[flag] !== "boolean") {
      problems.push(`needs ${flag}: true or false, got ${JSON.stringify(raw[flag])}`);
    }
  }
  if (raw.cell_type !== undefined && raw.cell_type !== cell.cell_type) {
    problems.push(
      `needs cell_type ${JSON.stringify(cell.cell_type)} in its metadata, got ${JSON.stringify(raw.cell_type)}`,
    );
  }
  return problems;
}

function typeProblems(cell: Cell, role: CellRole): string[] {
  if (cell.cell_type === "raw") return ["needs to be a code or Markdown cell, got a raw one"];
  if (role === "test" && !isCodeCell(cell)) return ["is graded and no solution: needs to be a code cell"];
  if (role === "solution" && !isCodeCell(cell))
    return ["is a solution in Markdown: needs grade: true and points"];
  if (role === "explanation" && isCodeCell(cell))
    return ["is graded and a solution: needs to be a Markdown cell"];
  return [];
}

function lockProblems(role: CellRole, { locked }: GradingMetadata): string[] {
  const mustLock = role === "given" || role === "test";
  if (mustLock === locked) return [];
  const reason = mustLock ? "students must not change it" : "students answer in it";
  return [`needs locked: ${mustLock}, since ${reason}`];
}

function pointProblems(role: CellRole, { points }: GradingMetadata): string[] {
  const isGraded = role === "test" || role === "explanation";
  if (!isGraded)
    return points === undefined ? [] : [`needs no points, since nothing grades it, got ${points}`];
  if (points !== undefined && Number.isFinite(points) && points > 0) return [];
  return [`needs points above 0, got ${points ?? "none"}`];
}

function outputProblems(cell: Cell): string[] {
  if (!isCodeCell(cell) || (cell.outputs.length === 0 && cell.execution_count === null)) return [];
  return ["needs to be without outputs and execution count"];
}

/** The lines that mark a region, by the type of the cell. */
function markLines({ begin, end }: RegionMarks, cell: Cell): RegExp {
  const [before, after] = isCodeCell(cell) ? ["// ", ""] : ["<!-- ", " -->"];
  return new RegExp(`^\\s*${before}(?:${begin}|${end})${after}\\s*$`);
}

function regionProblems(cell: Cell, role: CellRole): string[] {
  return [
    ...regionProblem(cell, solutionMarks, role === "solution" || role === "explanation"),
    ...regionProblem(cell, hiddenTestMarks, role === "test", false),
  ];
}

function regionProblem(cell: Cell, marks: RegionMarks, belongs: boolean, needed = belongs): string[] {
  const marked = cell.source
    .split("\n")
    .filter((line) => line.includes(marks.begin) || line.includes(marks.end));
  if (marked.length === 0) {
    return needed ? [`needs a solution between ${marks.begin} and ${marks.end}, got none`] : [];
  }
  if (!belongs) return [`needs to be without ${marks.begin} and ${marks.end}, got "${marked[0]!.trim()}"`];
  const stray = marked.find((line) => !markLines(marks, cell).test(line));
  if (stray !== undefined) {
    const form = isCodeCell(cell) ? `// ${marks.begin}` : `<!-- ${marks.begin} -->`;
    return [`needs marks on lines of their own such as "${form}", got "${stray.trim()}"`];
  }
  try {
    const isEmpty = regionLines(cell.source, marks).every((line) => line.trim() === "");
    return isEmpty ? [`needs something between ${marks.begin} and ${marks.end}`] : [];
  } catch (error) {
    return [(error as RangeError).message];
  }
}

/** Visible assertions come first, hidden ones last. */
function testProblems(source: string): string[] {
  const problems: string[] = [];
  if (!source.split("\n").some((line) => line.trim() === assertImport)) {
    problems.push(`needs ${assertImport}, since every test cell stands alone`);
  }
  const parts = safely(() => partsOf(source, hiddenTestMarks));
  if (parts === undefined) return problems; // Unbalanced marks are a problem of their own.
  const visible = parts[0]!.lines.filter((line) => line.trim() !== assertImport);
  if (!visible.some((line) => assertion.test(line)))
    problems.push("needs a visible assertion before anything hidden");
  if (parts.slice(1).some(({ type, lines }) => type === "open" && lines.join("").trim() !== "")) {
    problems.push("needs its hidden tests at the end, after everything visible");
  }
  return problems;
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

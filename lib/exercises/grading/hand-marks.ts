import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { nearestNames } from "../../data/nearest-names";
import { withoutFormula } from "../../runner/files/csv";
import { type Assignment, gradedCells } from "../assignment/assignment";

/** What somebody gave for an answer by hand. */
export interface HandMark {
  readonly points: number;
  readonly comment: string;
}

/** Hand marks by student, assignment and grade_id. */
export interface HandMarks {
  of(student: string, assignment: string): ReadonlyMap<string, HandMark>;
}

export const noHandMarks: HandMarks = { of: () => new Map() };

interface Row {
  readonly student: string;
  readonly assignment: string;
  readonly gradeId: string;
  readonly points: string;
  readonly comment: string;
  readonly line: number;
}

const needed = ["student", "grade_id", "points"] as const;

/**
 * Reads marks given by hand from a CSV file with the columns student, grade_id and points; assignment (number or name) and
 * comment may be there, other columns are passed over. Rows without points are still to be marked.
 *
 * @param students The names that there are.
 * @throws RangeError that lists everything that is wrong with the file, a line each.
 */
export function readHandMarks(
  path: string,
  assignments: readonly Assignment[],
  students: readonly string[],
): HandMarks {
  const problems: string[] = [];
  const marks = new Map<string, Map<string, HandMark>>();
  for (const row of readRows(path)) {
    if (row.points.trim() === "") continue;
    const place = placeOf(row, assignments, students);
    if (typeof place === "string") problems.push(`line ${row.line}: ${place}`);
    else {
      const key = JSON.stringify([place.student, place.assignment]);
      const own = marks.get(key) ?? new Map<string, HandMark>();
      if (own.has(row.gradeId)) {
        problems.push(`line ${row.line}: ${place.student} has points for ${row.gradeId} twice`);
      }
      marks.set(key, own.set(row.gradeId, { points: place.points, comment: row.comment }));
    }
  }
  if (problems.length > 0) {
    throw new RangeError(`${path} cannot be used:\n${problems.map((line) => `  ${line}`).join("\n")}`);
  }
  return { of: (student, assignment) => marks.get(JSON.stringify([student, assignment])) ?? new Map() };
}

function readRows(path: string): Row[] {
  const records = parseFile(path);
  const header = Object.keys(records[0]?.record ?? {});
  const missing = needed.filter((name) => !header.includes(name));
  if (records.length > 0 && missing.length > 0) {
    throw new RangeError(
      `${path} needs the columns student, grade_id and points in its first line, got ${header.join(", ")}`,
    );
  }
  return records.map(({ record, info }) => ({
    student: record.student!,
    assignment: record.assignment ?? "",
    gradeId: record.grade_id!.trim(),
    points: record.points!,
    comment: record.comment ?? "",
    line: info.lines,
  }));
}

interface CsvRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function parseFile(path: string): CsvRecord[] {
  try {
    const options = { columns: true, bom: true, info: true, skip_empty_lines: true } as const;
    return parse(readFileSync(path, "utf8"), options) as unknown as CsvRecord[];
  } catch (error) {
    throw new RangeError(`${path} could not be read as CSV: ${(error as Error).message}`);
  }
}

type Place = { readonly student: string; readonly assignment: string; readonly points: number };

/** Where the points of a row belong, or what is wrong with it. */
function placeOf(row: Row, assignments: readonly Assignment[], students: readonly string[]): Place | string {
  // Spreadsheets show names such as =A1 behind an apostrophe, as grades.csv writes them.
  const student = students.find((name) => name === row.student || withoutFormula(name) === row.student);
  if (student === undefined) return `there is no student "${row.student}"${near(row.student, students)}`;
  const cells = assignments
    .filter(({ number, name }) => ["", number, name].includes(row.assignment.trim()))
    .flatMap((assignment) => gradedCells(assignment).map((cell) => ({ ...cell, assignment })))
    .filter(({ gradeId }) => gradeId === row.gradeId);
  const [cell] = cells;
  if (cell === undefined) {
    const byHand = assignments.flatMap(gradedCells).filter(({ role }) => role === "explanation");
    return `no cell is called "${row.gradeId}"${near(
      row.gradeId,
      byHand.map(({ gradeId }) => gradeId),
    )}`;
  }
  if (cells.length > 1) return `${row.gradeId} is in several assignments: add a column assignment`;
  if (cell.role !== "explanation") return `${row.gradeId} is marked by its tests, not by hand`;
  const points = /^\s*\d+(?:\.\d+)?\s*$/.test(row.points) ? Number(row.points) : Number.NaN;
  if (!(points >= 0 && points <= cell.points)) {
    return `${row.gradeId} takes 0 to ${cell.points} points, got "${row.points}"`;
  }
  return { student, assignment: cell.assignment.name, points };
}

function near(word: string, names: readonly string[]): string {
  const nearest = nearestNames(word, names);
  return nearest.length === 0 ? "" : `; nearest: ${nearest.join(", ")}`;
}

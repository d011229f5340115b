import { relative } from "node:path";
import { type Assignment, gradedCells } from "../../assignment/assignment";
import { readSubmittedCells } from "../submitted-cells";
import { type FoundFile, findFiles, type Layout } from "./find-files";
import { readSubmittedFile } from "./read-file";

/** What one student handed in for one assignment: a file, several of which none can be told to be it, or nothing. */
export interface Submission {
  readonly student: string;
  readonly assignment: Assignment;
  readonly paths: readonly string[];
  /** Files of the student's that are no notebooks. */
  readonly others: readonly string[];
}

export interface Collection {
  /** One for each student and assignment, sorted. */
  readonly submissions: readonly Submission[];
  readonly assignments: readonly Assignment[];
  readonly students: readonly string[];
  readonly layouts: readonly Layout[];
  /** What was passed over, with the reason. */
  readonly strays: readonly string[];
}

/** Which assignments a folder is searched for. */
export interface Wanted {
  /** Names of all that there are: a notebook with the name of one is never taken for another. */
  readonly names: readonly string[];
  readonly assignments: readonly Assignment[];
  /** Whether each of them is graded, or only those that somebody handed in. */
  readonly all: boolean;
}

/**
 * Collects what students have handed in.
 *
 * @throws RangeError when there is no such folder
 */
export function collect(folder: string, { names, assignments: known, all }: Wanted): Collection {
  const found = findFiles(folder, names);
  const sure = found.files.map((file) => ({ file, assignment: assignmentOf(file, known) }));
  const seen = known.filter((assignment) => sure.some((entry) => entry.assignment === assignment));
  const assignments = all || (seen.length === 0 && known.length === 1) ? known : seen;
  // What nothing is known of belongs to the one assignment that is graded.
  const only = assignments.length === 1 ? assignments[0] : undefined;
  const sorted = sure.map(({ file, assignment }) => ({
    file,
    assignment: assignment ?? (file.assignment === undefined ? only : undefined),
  }));
  const unknown = sorted.filter(
    (entry) => entry.assignment === undefined && entry.file.assignment === undefined,
  );
  const submissions = found.students.flatMap((student) =>
    assignments.map((assignment) => {
      const own = sorted.filter((entry) => entry.file.student === student && entry.assignment === assignment);
      const others = found.others.get(student) ?? [];
      return { student, assignment, paths: counting(own.map(({ file }) => file)), others };
    }),
  );
  return {
    submissions,
    assignments,
    students: found.students,
    layouts: [...new Set(found.files.map(({ layout }) => layout))],
    strays: [
      ...found.strays,
      ...unknown.map(({ file }) => `${relative(folder, file.path)}: of no assignment that is known`),
    ],
  };
}

/** The one that has the assignment's name, where there is one; else all. */
function counting(files: readonly FoundFile[]): string[] {
  const named = files.filter(({ assignment }) => assignment !== undefined);
  return (named.length > 0 ? named : files).map(({ path }) => path);
}

function assignmentOf(file: FoundFile, known: readonly Assignment[]): Assignment | undefined {
  if (file.assignment !== undefined) return known.find(({ name }) => name === file.assignment);
  return recognize(file.path, known);
}

/** The assignment to which most of a notebook's graded cells belong; undefined where none or two have equally many. */
function recognize(path: string, known: readonly Assignment[]): Assignment | undefined {
  const ids = new Set(gradeIdsIn(path));
  const counts = known
    .map((assignment) => ({
      assignment,
      count: gradedCells(assignment).filter(({ gradeId }) => ids.has(gradeId)).length,
    }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first !== undefined && first.count > (second?.count ?? 0) ? first.assignment : undefined;
}

function gradeIdsIn(path: string): string[] {
  try {
    return readSubmittedCells(readSubmittedFile(path)).flatMap(({ gradeId }) => gradeId ?? []);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

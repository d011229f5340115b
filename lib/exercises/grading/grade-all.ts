import { basename } from "node:path";
import { inParallel } from "../../runner/execution/pool";
import type { Submission } from "./collect/collect";
import { readSubmittedFile } from "./collect/read-file";
import { type GradedCell, gradeNotebook, zeroMarks } from "./grade-notebook";
import type { HandMarks } from "./hand-marks";
import type { Mark } from "./mark";
import type { OpenSession } from "./session";
import { readSubmittedCells, type SubmittedCell } from "./submitted-cells";

/**
 * What became of a submission. `missing` and `unreadable` ones have no points; `not graded` says that grading itself failed
 * or was stopped, and nothing of the student's work.
 */
export type GradeStatus = "graded" | "missing" | "unreadable" | "not graded";

export interface Grade {
  readonly student: string;
  /** Name of the assignment. */
  readonly assignment: string;
  readonly status: GradeStatus;
  /** Why it was not graded; empty when it was. */
  readonly reason: string;
  readonly marks: readonly Mark[];
  readonly notes: readonly string[];
}

/** A grade with the cells that it rests on. */
export interface GradedSubmission extends Grade {
  readonly submission: Submission;
  readonly cells: readonly GradedCell[];
}

/** Hears how grading goes on. */
export interface GradingListener {
  started(submission: Submission): void;
  /** Cells are not kept after this. */
  ended(graded: GradedSubmission): void;
}

export interface GradeAllOptions {
  readonly open: OpenSession;
  readonly handMarks: HandMarks;
  /** How many are graded at a time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly listener: GradingListener;
}

/** Grades submissions, some at a time; grades in the order of the submissions. After an abort the rest is `not graded`. */
export async function gradeAll(
  submissions: readonly Submission[],
  options: GradeAllOptions,
): Promise<Grade[]> {
  const { jobs, signal, listener } = options;
  const grades = await inParallel(submissions, jobs, signal, async (submission) => {
    listener.started(submission);
    const graded = await gradeSubmission(submission, options);
    listener.ended(graded);
    return gradeOf(graded);
  });
  return grades.map((grade, index) => grade ?? gradeOf(interrupted(submissions[index]!)));
}

function gradeOf({ submission: _submission, cells: _cells, ...grade }: GradedSubmission): Grade {
  return grade;
}

async function gradeSubmission(submission: Submission, options: GradeAllOptions): Promise<GradedSubmission> {
  const submitted = readSubmission(submission);
  if (!("cells" in submitted)) return ungraded(submission, submitted.status, submitted.reason);
  const { open, handMarks, signal } = options;
  const { student, assignment } = submission;
  const byHand = handMarks.of(student, assignment.name);
  try {
    const graded = await gradeNotebook(assignment, submitted.cells, { open, byHand, signal });
    if (signal.aborted) return interrupted(submission);
    const base = { student, assignment: assignment.name, submission };
    return { ...base, status: "graded", reason: "", ...graded };
  } catch (error) {
    if (signal.aborted) return interrupted(submission);
    return ungraded(submission, "not graded", `Grading failed: ${(error as Error).message}`);
  }
}

type Read =
  | { readonly cells: readonly SubmittedCell[] }
  | { readonly status: "missing" | "unreadable"; readonly reason: string };

function readSubmission({ paths, others }: Submission): Read {
  const [path] = paths;
  if (path === undefined) {
    const instead = others.length === 0 ? "" : ` There is ${others.join(", ")}.`;
    return { status: "missing", reason: `No notebook was handed in.${instead}` };
  }
  if (paths.length > 1) {
    const names = paths.map((candidate) => basename(candidate)).join(", ");
    return { status: "unreadable", reason: `Several notebooks could be meant: ${names}.` };
  }
  try {
    return { cells: readSubmittedCells(readSubmittedFile(path)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { status: "unreadable", reason: error.message };
  }
}

function interrupted(submission: Submission): GradedSubmission {
  return ungraded(submission, "not graded", "Grading was stopped.");
}

function ungraded(submission: Submission, status: GradeStatus, reason: string): GradedSubmission {
  const { student, assignment } = submission;
  const zeros = zeroMarks(assignment);
  const marks = status === "not graded" ? zeros.map((mark) => ({ ...mark, points: undefined })) : zeros;
  return { student, assignment: assignment.name, status, reason, marks, notes: [], submission, cells: [] };
}

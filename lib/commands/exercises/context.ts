import { existsSync } from "node:fs";
import type { Assignment } from "../../exercises/assignment/assignment";
import { readAssignment } from "../../exercises/assignment/read";
import type { Sandbox } from "../../exercises/sandbox/sandbox";
import { listNotebooks, type NotebookFile, selectNotebooks } from "../../runner/notebook/select";
import type { Terminal } from "../../runner/terminal/progress";
import { UsageError } from "../../runner/usage-error";

/** Where `npm run exercises` finds the instructor's notebooks and shows what it does. */
export interface ExercisesContext {
  readonly instructors: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Where submissions run. */
  readonly findSandbox: () => Promise<Sandbox>;
}

/**
 * The instructor's notebooks that words name by number or name; `all`, or no word, means every one.
 *
 * @throws UsageError with the nearest names for a word that names none.
 */
export function assignmentFiles(words: readonly string[], { instructors }: ExercisesContext): NotebookFile[] {
  const files = existsSync(instructors) ? listNotebooks(instructors) : [];
  if (files.length === 0)
    throw new UsageError(`There are no assignments: ${instructors} holds no NN-name.ipynb.`);
  return selectNotebooks(words.length === 0 ? ["all"] : words, files);
}

/** The same, read. @throws RangeError that lists what is wrong with one that is not in order. */
export function readAssignments(words: readonly string[], context: ExercisesContext): Assignment[] {
  return assignmentFiles(words, context).map(({ path }) => readAssignment(path));
}

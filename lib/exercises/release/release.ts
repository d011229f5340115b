import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, OutputError, writeAtomically } from "../../runner/files/write-atomically";
import { serializeNotebook } from "../../runner/notebook/write";
import type { Assignment } from "../assignment/assignment";
import { studentVersion } from "./student-version";

/**
 * Writes student versions into a folder, `NN-name.ipynb` each, and returns their paths. When one of them is there already
 * and must not be replaced, none is written.
 *
 * @throws OutputError for files in the way, and when the folder cannot be written
 */
export function releaseInto(folder: string, assignments: readonly Assignment[], replace: boolean): string[] {
  const files = assignments.map((assignment) => ({
    path: join(folder, `${assignment.name}.ipynb`),
    content: serializeNotebook(studentVersion(assignment)),
  }));
  const inTheWay = files.filter(({ path }) => existsSync(path)).map(({ path }) => path);
  if (inTheWay.length > 0 && !replace) {
    throw new OutputError(
      `Released before: ${inTheWay.join(", ")}. Nothing was written; --force replaces them, --out DIR takes another folder.`,
    );
  }
  makeFolder(folder);
  for (const { path, content } of files) writeAtomically(path, content);
  return files.map(({ path }) => path);
}

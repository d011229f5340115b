import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder, OutputError, writeAtomically } from "../../runner/files/write-atomically";
import type { NotebookFile } from "../../runner/notebook/select";
import { readAssignment } from "../assignment/read";
import { courseReadme } from "./readme";

/** nbgrader's settings, beside the instructor's notebooks. */
const configuration = "nbgrader_config.py";

/**
 * Lays out a course folder of nbgrader: its settings, a README, and `source/NN/NN-name.ipynb` for each assignment. Files
 * that are there already as they should be stay. When one of them differs and must not be replaced, nothing is written.
 *
 * @returns The paths of the files that were written.
 * @throws RangeError for a notebook that is not in order; OutputError for files in the way
 */
export function layOutCourse(folder: string, files: readonly NotebookFile[], replace: boolean): string[] {
  const settings = readFileSync(join(dirname(files[0]!.path), configuration), "utf8");
  for (const { path } of files) readAssignment(path);
  const wanted = [
    { path: join(folder, configuration), content: settings },
    { path: join(folder, "README.md"), content: courseReadme },
    ...files.map(({ number, name, path }) => ({
      path: join(folder, "source", number, `${name}.ipynb`),
      content: readFileSync(path, "utf8"),
    })),
  ];
  const missing = wanted.filter(
    ({ path, content }) => !existsSync(path) || readFileSync(path, "utf8") !== content,
  );
  const inTheWay = missing.filter(({ path }) => existsSync(path)).map(({ path }) => path);
  if (inTheWay.length > 0 && !replace) {
    throw new OutputError(
      `There are other files in the course: ${inTheWay.join(", ")}. Nothing was written; --force replaces them.`,
    );
  }
  for (const { path, content } of missing) {
    makeFolder(dirname(path));
    writeAtomically(path, content);
  }
  return missing.map(({ path }) => path);
}

import { type Dirent, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** How submissions can lie in a folder. */
export type Layout =
  | "STUDENT/NN-name.ipynb"
  | "STUDENT/NN/NN-name.ipynb"
  | "NN-name_STUDENT.ipynb"
  | "STUDENT.ipynb"
  | "one student's folder";

/** Something called `.ipynb`, of which nothing else is known yet. */
export interface FoundFile {
  readonly student: string;
  /** The assignment that its name says; undefined when only its content can tell. */
  readonly assignment: string | undefined;
  readonly path: string;
  readonly layout: Layout;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Everybody who has a folder or a file, sorted. */
  readonly students: readonly string[];
  /** What lies in students' folders beside notebooks, by student. */
  readonly others: ReadonlyMap<string, readonly string[]>;
  /** What lies beside the students' folders and files and is none of this, with the reason. */
  readonly strays: readonly string[];
}

/**
 * Looks for submissions in a folder. Names that begin with a dot are passed over, as are files other than notebooks in
 * students' folders.
 *
 * @throws RangeError when there is no such folder
 */
export function findFiles(folder: string, assignments: readonly string[]): FoundFiles {
  const entries = listFolder(folder);
  const folders = entries.filter((entry) => entry.isDirectory() && !isNotebook(entry.name));
  const flat = entries
    .filter(({ name }) => isNotebook(name))
    .map(({ name }) => flatFile(folder, name, assignments));
  const nameless = flat.filter(({ student }) => student === undefined);
  const isOneStudent = folders.length === 0 && flat.length > 0 && nameless.length === flat.length;
  const student = basename(resolve(folder));
  const named = isOneStudent
    ? flat.map((file): FoundFile => ({ ...file, student, layout: "one student's folder" }))
    : flat.filter((file): file is FoundFile => file.student !== undefined);
  const files = [...folders.flatMap(({ name }) => filesOf(name, join(folder, name), assignments)), ...named];
  const students = new Set([...folders.map(({ name }) => name), ...named.map((file) => file.student)]);
  return {
    files,
    students: [...students].sort(),
    others: new Map(folders.map(({ name }) => [name, othersIn(join(folder, name))])),
    strays: [
      ...entries.filter((entry) => !isNotebook(entry.name) && !entry.isDirectory()).map(describeStray),
      ...(isOneStudent ? [] : nameless.map(({ path }) => `${basename(path)}: says no student's name`)),
    ],
  };
}

function describeStray(entry: Dirent): string {
  const why = entry.isSymbolicLink() ? "a link, and links are not followed" : "no notebook";
  return `${entry.name}: ${why}`;
}

function othersIn(folder: string): string[] {
  const entries = readable(folder).filter((entry) => !isNotebook(entry.name) && !entry.isDirectory());
  return entries.map(({ name }) => name);
}

function isNotebook(name: string): boolean {
  return name.endsWith(".ipynb");
}

function listFolder(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new RangeError(`Submissions are looked for in a folder, and ${folder} is none that can be read.`, {
      cause: error,
    });
  }
}

/** A notebook beside those of others: its name says whose it is, unless it is that of an assignment alone. */
function flatFile(
  folder: string,
  file: string,
  assignments: readonly string[],
): Omit<FoundFile, "student"> & { student: string | undefined } {
  const path = join(folder, file);
  const name = basename(file, ".ipynb");
  const assignment = assignments.find((candidate) => name === candidate || name.startsWith(`${candidate}_`));
  if (assignment === undefined) return { student: usable(name), assignment, path, layout: "STUDENT.ipynb" };
  const student = usable(name.slice(assignment.length + 1));
  return { student, assignment, path, layout: "NN-name_STUDENT.ipynb" };
}

/** Feedback goes into folders with the students' names. */
function usable(name: string): string | undefined {
  return name === "" || name.startsWith(".") ? undefined : name;
}

/** Notebooks in a student's folder and in the folders there. */
function filesOf(student: string, folder: string, assignments: readonly string[]): FoundFile[] {
  const entries = readable(folder);
  const here = entries.filter(({ name }) => isNotebook(name));
  const below = entries.filter((entry) => entry.isDirectory() && !isNotebook(entry.name));
  const file = (path: string, layout: Layout): FoundFile => {
    const name = basename(path, ".ipynb");
    return { student, assignment: assignments.includes(name) ? name : undefined, path, layout };
  };
  return [
    ...here.map(({ name }) => file(join(folder, name), "STUDENT/NN-name.ipynb")),
    ...below.flatMap(({ name }) =>
      readable(join(folder, name))
        .filter((entry) => isNotebook(entry.name))
        .map((entry) => file(join(folder, name, entry.name), "STUDENT/NN/NN-name.ipynb")),
    ),
  ];
}

/** A student's folder that may not be read holds nothing: the student has handed in nothing. */
function readable(folder: string): Dirent[] {
  try {
    return listFolder(folder);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

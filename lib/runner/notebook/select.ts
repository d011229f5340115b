import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { nearestNames } from "../../data/nearest-names";
import { UsageError } from "../usage-error";

/** A notebook file of the workbook: `number` "01", `name` "01-gmm-variance-shrink". */
export interface NotebookFile {
  readonly number: string;
  readonly name: string;
  readonly path: string;
}

/** The findings that a run without names executes. */
export const coreNumbers: readonly string[] = ["01", "02", "03", "04", "05"];

/** The notebooks of a folder whose names begin with two digits, by number. */
export function listNotebooks(folder: string): NotebookFile[] {
  return readdirSync(folder)
    .filter((file) => /^\d{2}-.*\.ipynb$/.test(file))
    .sort()
    .map((file) => ({ number: file.slice(0, 2), name: basename(file, ".ipynb"), path: join(folder, file) }));
}

/**
 * The notebooks that `words` ask for: numbers ("1", "01"), names with or without their number, or "all"; without
 * words the core five that exist. Each once, by number.
 *
 * @throws UsageError with the nearest names for a word that names no notebook.
 */
export function selectNotebooks(
  words: readonly string[],
  available: readonly NotebookFile[],
): NotebookFile[] {
  if (available.length === 0)
    throw new UsageError("There are no notebooks: notebooks/NN-name.ipynb is empty.");
  if (words.includes("all")) return [...available];
  if (words.length === 0) return available.filter((notebook) => coreNumbers.includes(notebook.number));
  const selected = new Set(words.map((word) => findNotebook(word, available)));
  return available.filter((notebook) => selected.has(notebook));
}

function findNotebook(word: string, available: readonly NotebookFile[]): NotebookFile {
  const name = basename(word).replace(/\.ipynb$/, "");
  const number = /^\d{1,2}$/.test(name) ? name.padStart(2, "0") : undefined;
  const found = available.find(
    (notebook) => notebook.number === number || notebook.name === name || notebook.name.slice(3) === name,
  );
  if (found !== undefined) return found;
  const nearest = number === undefined ? nearestByName(name, available) : nearestByNumber(number, available);
  const listed = nearest.length > 0 ? `Nearest: ${nearest.join(", ")}` : `There are ${names(available)}`;
  throw new UsageError(`There is no notebook "${word}". ${listed}; or all.`);
}

function nearestByNumber(number: string, available: readonly NotebookFile[]): string[] {
  const gap = (notebook: NotebookFile) => Math.abs(Number(notebook.number) - Number(number));
  const sorted = [...available].sort((a, b) => gap(a) - gap(b));
  return sorted.slice(0, 3).map((notebook) => notebook.name);
}

/** By the full name or by the name without its number, whichever is nearer. */
function nearestByName(name: string, available: readonly NotebookFile[]): string[] {
  const fullNames = new Map(
    available.flatMap(({ name: full }) => [[full, full] as const, [full.slice(3), full] as const]),
  );
  const nearest = nearestNames(name, [...fullNames.keys()]).map((candidate) => fullNames.get(candidate)!);
  return [...new Set(nearest)];
}

function names(notebooks: readonly NotebookFile[]): string {
  return notebooks.map(({ name }) => name).join(", ");
}

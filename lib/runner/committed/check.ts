import { hasTag, isCodeCell } from "../notebook/format";
import { parseNotebook } from "../notebook/read";
import { recordOf } from "./record";
import { sourceDigest } from "./source-digest";

/** A committed notebook is at most this long, so that pages that render notebooks show it. */
export const longestCommittedBytes = 400_000;

const remedy = "run npm run notebooks";

/**
 * What keeps a committed notebook, given as its file's text, from standing for its code: outputs of other code, missing
 * outputs, errors, size. Empty when all is well.
 */
export function committedProblems(text: string, name: string): string[] {
  const notebook = parseNotebook(text, name);
  const record = recordOf(notebook);
  const code = notebook.cells.filter(isCodeCell).filter((cell) => cell.source.trim() !== "");
  const unexecuted = code.filter((cell) => cell.execution_count === null);
  const failed = code.filter(
    (cell) =>
      !hasTag(cell, "raises-exception") && cell.outputs.some(({ output_type }) => output_type === "error"),
  );
  const bytes = Buffer.byteLength(text);
  const problems: [boolean, string][] = [
    [record === undefined, `has no record of a run: ${remedy}`],
    [
      record !== undefined && record.sourceDigest !== sourceDigest(notebook),
      `was changed after its run: ${remedy}`,
    ],
    [unexecuted.length > 0, `has ${unexecuted.length} code cells that were not executed: ${remedy}`],
    [code.every(({ outputs }) => outputs.length === 0), `shows no outputs: ${remedy}`],
    [
      failed.length > 0,
      `has errors in cells ${failed.map((cell) => cell.execution_count).join(", ")}: mend them, then ${remedy}`,
    ],
    [bytes > longestCommittedBytes, `has ${bytes} bytes, more than ${longestCommittedBytes}: show less`],
  ];
  return problems.filter(([applies]) => applies).map(([, problem]) => `${name} ${problem}`);
}

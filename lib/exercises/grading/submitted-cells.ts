/** A cell of a submission, of which nothing but its kind, its text and its name is believed. */
export interface SubmittedCell {
  readonly gradeId: string | undefined;
  readonly isCode: boolean;
  readonly source: string;
}

/** More cells than this are no answer to anything. */
const mostCells = 500;

/**
 * The cells of a submitted notebook. What is not as it should be is passed over: outputs, metadata and ids of a stranger's
 * file need not be valid for its answers to count.
 *
 * @throws RangeError when the text is no notebook of format 4
 */
export function readSubmittedCells(text: string): SubmittedCell[] {
  const raw = parseJson(text.replace(/^\ufeff/, ""));
  const { nbformat, cells } = asRecord(raw);
  if (!Array.isArray(cells)) {
    const found = nbformat === undefined ? "none" : `format ${JSON.stringify(nbformat).slice(0, 20)}`;
    throw new RangeError(`The file is no notebook of format 4: got ${found}.`);
  }
  if (cells.length > mostCells) {
    throw new RangeError(`The notebook has ${cells.length} cells; at most ${mostCells} are graded.`);
  }
  return cells.map(readCell);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(
      text.trim() === "" ? "The file is empty." : "The file is no notebook: it holds no valid JSON.",
    );
  }
}

function readCell(raw: unknown): SubmittedCell {
  const { cell_type, source, metadata } = asRecord(raw);
  const gradeId = asRecord(asRecord(metadata).nbgrader).grade_id;
  return {
    gradeId: typeof gradeId === "string" ? gradeId : undefined,
    isCode: cell_type === "code",
    source: joined(source),
  };
}

function joined(source: unknown): string {
  if (Array.isArray(source)) return source.filter((line) => typeof line === "string").join("");
  return typeof source === "string" ? source : "";
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

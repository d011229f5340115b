import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Cell, CellMetadata, Notebook, Output, OutputData } from "./format";
import { isJsonMimeType } from "./format";

type Raw = Readonly<Record<string, unknown>>;

/**
 * The notebook in a file.
 *
 * @throws RangeError when the file holds no notebook of format 4.
 */
export function readNotebook(path: string): Notebook {
  return parseNotebook(readFileSync(path, "utf8"), basename(path));
}

/** The notebook in a text; `name` is what errors call it. Cells of formats before 4.5 get an id by their position. */
export function parseNotebook(text: string, name: string): Notebook {
  const raw = parseJson(text, name);
  if (raw.nbformat !== 4 || !Array.isArray(raw.cells)) {
    const found = raw.nbformat === undefined ? "none" : `${raw.nbformat}.${raw.nbformat_minor ?? 0}`;
    throw new RangeError(
      `readNotebook needs a notebook of format 4.0 to 4.5, got format ${found} in ${name}`,
    );
  }
  const cells = raw.cells.map((cell: Raw, index) => readCell(cell, index, name));
  return { cells, metadata: asRecord(raw.metadata) };
}

function parseJson(text: string, name: string): Raw {
  try {
    return asRecord(JSON.parse(text));
  } catch (error) {
    throw new RangeError(`readNotebook needs JSON, got ${name}: ${(error as Error).message}`);
  }
}

function readCell(raw: Raw, index: number, name: string): Cell {
  const base = {
    id: typeof raw.id === "string" ? raw.id : `cell-${index + 1}`,
    source: joined(raw.source),
    metadata: asRecord(raw.metadata) as CellMetadata,
  };
  if (raw.cell_type === "code") {
    const outputs = (Array.isArray(raw.outputs) ? raw.outputs : []).map((output) => readOutput(output, name));
    return { cell_type: "code", ...base, execution_count: asCount(raw.execution_count), outputs };
  }
  if (raw.cell_type === "markdown" || raw.cell_type === "raw") {
    const attachments =
      raw.attachments === undefined ? {} : { attachments: asRecord(raw.attachments) as never };
    return { cell_type: raw.cell_type, ...base, ...attachments };
  }
  throw new RangeError(
    `readNotebook needs cells of type code, markdown or raw, got ${JSON.stringify(raw.cell_type)} ` +
      `in cell ${index + 1} of ${name}`,
  );
}

function readOutput(raw: Raw, name: string): Output {
  const metadata = asRecord(raw.metadata);
  switch (raw.output_type) {
    case "stream":
      return {
        output_type: "stream",
        name: raw.name === "stderr" ? "stderr" : "stdout",
        text: joined(raw.text),
      };
    case "display_data":
      return { output_type: "display_data", data: readData(raw.data), metadata };
    case "execute_result": {
      const execution_count = asCount(raw.execution_count);
      return { output_type: "execute_result", execution_count, data: readData(raw.data), metadata };
    }
    case "error": {
      const traceback = Array.isArray(raw.traceback) ? raw.traceback.map(String) : [];
      return { output_type: "error", ename: String(raw.ename), evalue: String(raw.evalue), traceback };
    }
    default:
      throw new RangeError(`readNotebook got an output of unknown type ${raw.output_type} in ${name}`);
  }
}

function readData(raw: unknown): OutputData {
  const entries = Object.entries(asRecord(raw));
  return Object.fromEntries(
    entries.map(([mimeType, content]) => [mimeType, isJsonMimeType(mimeType) ? content : joined(content)]),
  );
}

/** Texts are stored as one string or as a list of lines. */
function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : "";
}

function asRecord(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function asCount(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

import type { Cell, Notebook, Output, OutputData } from "./format";
import { isCodeCell, isJsonMimeType } from "./format";

/** A notebook as a file of nbformat 4.5, in the layout Jupyter itself writes: one space of indent, texts as lists of lines. */
export function serializeNotebook(notebook: Notebook): string {
  const content = {
    cells: notebook.cells.map(writeCell),
    metadata: notebook.metadata,
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

function writeCell(cell: Cell): unknown {
  const { id, metadata } = cell;
  const source = lines(cell.source);
  if (isCodeCell(cell)) {
    const { execution_count } = cell;
    return {
      cell_type: "code",
      execution_count,
      id,
      metadata,
      outputs: cell.outputs.map(writeOutput),
      source,
    };
  }
  const attachments = cell.attachments === undefined ? {} : { attachments: cell.attachments };
  return { ...attachments, cell_type: cell.cell_type, id, metadata, source };
}

function writeOutput(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  return { ...output, data: writeData(output.data) };
}

function writeData(data: OutputData): unknown {
  return Object.fromEntries(
    Object.entries(data).map(([mimeType, content]) => {
      const asLines = mimeType.startsWith("text/") || mimeType === "image/svg+xml";
      return [mimeType, asLines && !isJsonMimeType(mimeType) ? lines(String(content)) : content];
    }),
  );
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

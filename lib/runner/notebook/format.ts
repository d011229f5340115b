/** Notebooks as nbformat 4.5 has them, with every text joined to one string. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly [name: string]: unknown;
}

interface CellBase {
  readonly id: string;
  readonly source: string;
  readonly metadata: CellMetadata;
}

export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

/** File name → mime type → content, for pictures inside Markdown. */
export type Attachments = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface TextCell extends CellBase {
  readonly cell_type: "markdown" | "raw";
  readonly attachments?: Attachments;
}

export type Cell = CodeCell | TextCell;

/** The same content in several formats: mime type → text, base64 or, for JSON types, data. */
export type OutputData = Readonly<Record<string, unknown>>;

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: OutputData;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: OutputData;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export function isCodeCell(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code";
}

/** Outputs that carry a mime bundle. */
export function isBundle(output: Output): output is DisplayOutput | ResultOutput {
  return output.output_type === "display_data" || output.output_type === "execute_result";
}

export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** Mime types whose content is data; all others are text or base64. */
export function isJsonMimeType(mimeType: string): boolean {
  return mimeType === "application/json" || mimeType.endsWith("+json");
}

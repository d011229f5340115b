import { createHash } from "node:crypto";
import type { Notebook } from "../notebook/format";

/** SHA-256 over the kinds and texts of all cells: what outputs belong to. */
export function sourceDigest(notebook: Notebook): string {
  const sources = notebook.cells.map((cell) => [cell.cell_type, cell.source]);
  return createHash("sha256").update(JSON.stringify(sources)).digest("hex");
}

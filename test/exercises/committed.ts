import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { listNotebooks, type NotebookFile } from "../../lib/runner/notebook/select";

/** The instructor's notebooks of the workbook. */
export const instructors = resolve(__dirname, "../../notebooks/exercises");

export const committed: readonly NotebookFile[] = existsSync(instructors) ? listNotebooks(instructors) : [];

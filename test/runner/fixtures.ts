import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Claim } from "../../lib/claims/claim";
import type { NotebookRun } from "../../lib/runner/execution/run";
import type { Cell, CodeCell, Notebook, Output } from "../../lib/runner/notebook/format";
import { serializeNotebook } from "../../lib/runner/notebook/write";
import type { ReportContents } from "../../lib/runner/report/contents";

export const repository = resolve(__dirname, "../..");

export function codeCell(
  source: string,
  tags: readonly string[] = [],
  outputs: readonly Output[] = [],
): CodeCell {
  const metadata = tags.length > 0 ? { tags } : {};
  const execution_count = outputs.length > 0 ? 1 : null;
  return { cell_type: "code", id: "code", source, metadata, execution_count, outputs };
}

export function textCell(source: string): Cell {
  return { cell_type: "markdown", id: "text", source, metadata: {} };
}

/** A notebook of cells, each with an id of its own. */
export function notebookOf(cells: readonly Cell[]): Notebook {
  const kernelspec = { name: "model-collapse", display_name: "TypeScript", language: "typescript" };
  return {
    cells: cells.map((cell, index) => ({ ...cell, id: `${cell.id}-${index + 1}` })),
    metadata: { kernelspec, language_info: { name: "typescript" } },
  };
}

export function display(data: Readonly<Record<string, unknown>>): Output {
  return { output_type: "display_data", data, metadata: {} };
}

export function claimOf(more: Partial<Claim> = {}): Claim {
  return {
    id: "variance",
    statement: "Variance after ten fits",
    source: "closed form",
    kind: "closed form",
    published: 0.5,
    measured: 0.51,
    standardError: 0.01,
    rival: 1,
    rule: { type: "agrees", standardErrors: 4, margin: 0 },
    verdict: "reproduced",
    reason: "It agrees.",
    ...more,
  };
}

export function runOf(more: Partial<NotebookRun> = {}): NotebookRun {
  const notebook = notebookOf([textCell("# Does it shrink?"), codeCell("1 + 1")]);
  const empty = { settings: {}, claims: [], data: [], figures: [], chains: [], cellSeconds: [] };
  return { name: "01-a", notebook, status: "completed", seconds: 1, ...empty, ...more };
}

/** What a report of some runs tells. */
export function contentsOf(runs: readonly NotebookRun[], more: Partial<ReportContents> = {}): ReportContents {
  const software = {
    name: "model-collapse",
    version: "9.8.7",
    description: "A library",
    licence: "MIT",
    digest: "d1e5".repeat(16),
    commit: "c0ffee",
  };
  const environment = { software, node: "v20", platform: "Linux", cores: "2", backend: "plain JavaScript" };
  const asked = {
    scale: "quick",
    seed: 7,
    assignments: new Map(),
    command: "npm start",
    output: "report",
  } as const;
  return { runs, ...asked, environment, began: new Date(0), seconds: 61, ...more };
}

/** A temporary folder that cells can import the project's packages from; `remove` it afterwards. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "runner-test-"));
  symlinkSync(join(repository, "node_modules"), join(path, "node_modules"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes a notebook into a folder; `metadata` beside the kernel's. */
export function writeNotebook(
  folder: string,
  name: string,
  cells: readonly Cell[],
  metadata: Readonly<Record<string, unknown>> = {},
): string {
  const path = join(folder, `${name}.ipynb`);
  const notebook = notebookOf(cells);
  writeFileSync(path, serializeNotebook({ ...notebook, metadata: { ...notebook.metadata, ...metadata } }));
  return path;
}

/** Keeps what is written, in place of a terminal. */
export function recordingTerminal(isTTY = false) {
  const written: string[] = [];
  return { isTTY, columns: 100, write: (text: string) => written.push(text), text: () => written.join("") };
}

/** Processes whose environment carries the marker. */
export function processesWith(marker: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/environ`, "utf8").includes(marker);
      } catch {
        return false; // It ended while we looked, or is not ours to look at.
      }
    });
}

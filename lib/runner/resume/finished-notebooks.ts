import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceDigest } from "../committed/source-digest";
import type { NotebookRun } from "../execution/run";
import type { FigureFiles } from "../figures/figure-files";
import { parseNotebook } from "../notebook/read";
import type { PlannedNotebook } from "../plan";
import { gather } from "../run-notebooks";
import type { FinishedNotebook } from "./run-record";
import { changedData, usedData } from "./used-data";

/** What the record keeps of a notebook that came to its end; `text` is its file's. */
export function finishedNotebook(
  plan: PlannedNotebook,
  run: NotebookRun,
  text: string,
  code: string,
): FinishedNotebook {
  return {
    ...executedWith(plan),
    code,
    data: usedData(run.data),
    file: digestOfText(text),
    seconds: run.seconds,
    cellSeconds: run.cellSeconds.map((seconds) => seconds ?? null),
  };
}

/** A run that need not be repeated, or why it is: in words, and undefined when it never came to its end. */
export type Kept = { readonly run: NotebookRun } | { readonly why: string | undefined };

/**
 * The run of a notebook that came to its end before the stop, read back from the output folder, where everything that it
 * depends on is as it was.
 */
export function keptRun(
  plan: PlannedNotebook,
  finished: FinishedNotebook | undefined,
  folder: string,
  code: string,
): Kept {
  if (finished === undefined) return { why: undefined };
  const path = join(folder, plan.file);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const why = changeSince(finished, plan, text, code);
  if (why !== undefined) return { why };
  const { seconds, cellSeconds } = finished;
  const run = gather(plan, {
    notebook: parseNotebook(text, plan.file),
    status: "completed",
    seconds,
    cellSeconds: cellSeconds.map((value) => value ?? undefined),
  });
  return { run: { ...run, figures: run.figures.map((figure) => withDrawing(figure, folder)) } };
}

/** The drawing of a chart, which stands in its own file and not in the notebook. */
function withDrawing(figure: FigureFiles, folder: string): FigureFiles {
  const path = join(folder, `${figure.path}.svg`);
  if (!existsSync(path)) return figure;
  return { ...figure, content: { ...figure.content, svg: readFileSync(path, "utf8") } };
}

function changeSince(
  finished: FinishedNotebook,
  plan: PlannedNotebook,
  text: string,
  code: string,
): string | undefined {
  const { source, cells } = executedWith(plan);
  if (finished.source !== source) return "its cells have changed";
  if (JSON.stringify(finished.cells) !== JSON.stringify(cells)) return "other cells of it are needed";
  if (finished.code !== code) return "the library, its tensor engine or Node has changed";
  if (finished.file !== digestOfText(text)) return `${plan.file} is not what it was`;
  return changedData(finished.data);
}

function executedWith({ notebook, cells }: PlannedNotebook): Pick<FinishedNotebook, "source" | "cells"> {
  return { source: sourceDigest(notebook), cells: cells === undefined ? null : [...cells] };
}

function digestOfText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

import { escapeHtml } from "../../claims/escape-html";
import { describeChains } from "../chain-lines";
import type { NotebookRun } from "../execution/run";
import type { Cell, CodeCell } from "../notebook/format";
import { isCodeCell } from "../notebook/format";
import { printLiteral } from "../parameters/literal";
import { formatDuration } from "../terminal/duration";
import { plainText } from "../terminal/plain-text";
import { describeFailure } from "../terminal/run-lines";
import { renderFigureLinks } from "./figure-links";
import { highlight } from "./highlight";
import { renderMarkdown, titleOf } from "./markdown";
import { renderOutput } from "./output";

/** Where a notebook's section begins. */
export function anchorOf(name: string): string {
  return `notebook-${name.replace(/[^\w-]/g, "-")}`;
}

/** A notebook's first heading without a number of its own; its file name when it has none. */
export function notebookTitle({ name, notebook }: Pick<NotebookRun, "name" | "notebook">): string {
  const titles = notebook.cells.flatMap((cell) => (isCodeCell(cell) ? [] : [titleOf(cell.source)]));
  const title = titles.find((candidate) => candidate !== undefined && candidate !== "") ?? name.slice(3);
  return plainText(title).replace(/^\d+\s*[·.:–—-]\s*/, "");
}

/** A notebook as it stands after the run: texts, code to unfold, outputs. */
export function renderNotebook(run: NotebookRun): string {
  const { name, notebook, cellSeconds } = run;
  const cells = notebook.cells.map((cell, position) => renderCell(cell, run, cellSeconds[position]));
  return (
    `<section class="notebook" id="${anchorOf(name)}"><header class="strip"><span class="file">${escapeHtml(name)}</span>` +
    `<span>${run.status} after ${formatDuration(run.seconds)}</span></header>` +
    renderSettings(run) +
    renderChains(run) +
    renderFailure(run) +
    `${cells.join("\n")}</section>`
  );
}

/** Links from notebook to notebook lead to its section; other files are not part of the report. */
function linkBetweenNotebooks(address: string): string | undefined {
  const name = /^(?:\.\/)?([\w-]+)\.ipynb$/.exec(address)?.[1];
  return name === undefined ? undefined : `#${anchorOf(name)}`;
}

function renderSettings({ settings }: NotebookRun): string {
  const pairs = Object.entries(settings).map(
    ([name, value]) =>
      `<span><code>${escapeHtml(name)}</code> ${escapeHtml(plainText(printLiteral(value)))}</span>`,
  );
  return pairs.length === 0 ? "" : `<div class="settings" aria-label="Settings">${pairs.join("")}</div>`;
}

function renderChains({ chains }: NotebookRun): string {
  return describeChains(chains)
    .map((line) => `<p class="note">${escapeHtml(plainText(line))}.</p>`)
    .join("");
}

function renderFailure({ status, failure, name }: NotebookRun): string {
  if (status === "interrupted") {
    return '<div class="failure"><strong>Interrupted.</strong> The run was stopped before this notebook had ended.</div>';
  }
  if (failure === undefined) return "";
  const where =
    failure.cell === undefined
      ? ""
      : ` in <a href="#${cellAnchor(name, failure.cell)}">cell ${failure.cell}</a>`;
  const text = escapeHtml(plainText(describeFailure(failure).join("\n")));
  return `<div class="failure"><strong>Failed${where}.</strong><pre>${text}</pre></div>`;
}

/** Where a code cell stands, by the number that the kernel gave it. */
export function cellAnchor(name: string, cell: number): string {
  return `${anchorOf(name)}-cell-${cell}`;
}

function renderCell(cell: Cell, run: NotebookRun, seconds: number | undefined): string {
  if (isCodeCell(cell)) return renderCode(cell, run, seconds);
  if (cell.cell_type === "raw") return `<pre class="text">${escapeHtml(plainText(cell.source))}</pre>`;
  return `<div class="markdown">${renderMarkdown(cell.source, cell.attachments, linkBetweenNotebooks)}</div>`;
}

function renderCode(cell: CodeCell, { name, figures }: NotebookRun, seconds: number | undefined): string {
  if (cell.source.trim() === "") return "";
  const firstLine = cell.source.split("\n").find((line) => line.trim() !== "") ?? "";
  const time =
    seconds === undefined || seconds < 1 ? "" : `<span class="time">${formatDuration(seconds)}</span>`;
  const summary =
    `<summary><span class="count">[${cell.execution_count ?? " "}]</span>` +
    `<code class="first">${escapeHtml(firstLine.trim())}</code>${time}</summary>`;
  const code = `<pre class="code"><code>${highlight(cell.source, "typescript")}</code></pre>`;
  const outputs = cell.outputs
    .map(
      (output) =>
        renderOutput(output) + renderFigureLinks(figures.find((figure) => figure.output === output)),
    )
    .join("\n");
  const id = cell.execution_count === null ? "" : ` id="${cellAnchor(name, cell.execution_count)}"`;
  return `<div class="cell"${id}><details class="source">${summary}${code}</details>${outputs}</div>`;
}

import { posix } from "node:path";
import type { NamedNotebook } from "../../runner/committed/readme";
import type { Cell } from "../../runner/notebook/format";
import { isCodeCell } from "../../runner/notebook/format";
import { highlight } from "../../runner/report/highlight";
import { renderMarkdown, titleOf } from "../../runner/report/markdown";
import { renderOutput } from "../../runner/report/output";
import { notebookPage, siteAddress } from "./addresses";
import { withAnchors } from "./anchors";
import type { Page } from "./page";
import type { Reference } from "./reference";

/** An executed notebook as a page: texts, code whose names lead to the reference, outputs. */
export function notebookPageOf({ name, notebook }: NamedNotebook, reference: Reference): Page {
  const source = `notebooks/${name}.ipynb`;
  const path = notebookPage(name);
  const linkTo = (address: string) => siteAddress(source, address);
  const toReference = (of: string) => {
    const target = reference.get(of);
    return target === undefined ? undefined : posix.relative(posix.dirname(path), target);
  };
  const body = withAnchors(notebook.cells.map((cell) => renderCell(cell, linkTo, toReference)).join("\n"));
  return { path, title: titleOf(notebook.cells[0]?.source ?? "") ?? name, body };
}

function renderCell(
  cell: Cell,
  linkTo: (address: string) => string | undefined,
  toReference: (name: string) => string | undefined,
): string {
  if (!isCodeCell(cell)) {
    return `<div class="markdown">${renderMarkdown(cell.source, cell.attachments, linkTo)}</div>`;
  }
  if (cell.source.trim() === "") return "";
  const code = withReferences(highlight(cell.source, "typescript"), toReference);
  return `<div class="notebook-cell"><pre class="code"><code>${code}</code></pre>${cell.outputs.map(renderOutput).join("\n")}</div>`;
}

/** What notebooks call is written `mc.name`; in highlighted code a mark-up tag may stand between. */
const libraryName = /(\bmc\.(?:<span class="[^"]*">)?)(\w+)/g;

function withReferences(html: string, toReference: (name: string) => string | undefined): string {
  return html.replace(libraryName, (whole, before: string, name: string) => {
    const address = toReference(name);
    return address === undefined ? whole : `${before}<a href="${address}">${name}</a>`;
  });
}

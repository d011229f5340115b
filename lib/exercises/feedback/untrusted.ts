import { escapeHtml } from "../../claims/escape-html";
import type { Output } from "../../runner/notebook/format";
import { isBundle } from "../../runner/notebook/format";
import { highlight } from "../../runner/report/highlight";
import { renderMarkdown } from "../../runner/report/markdown";
import { renderOutput } from "../../runner/report/output";
import { plainText } from "../../runner/terminal/plain-text";
import type { CellResult } from "../grading/session";

/** More than this of one text is cut: nobody reads on, and formatting would take long. */
const longestText = 20_000;

/** What a page shows of a display; charts that want scripts stay as their picture. */
const shownTypes = ["image/png", "image/jpeg", "image/svg+xml", "text/html", "text/markdown", "text/plain"];

/** A text of a stranger's as HTML: characters only, without those that control a terminal or the direction of writing. */
export function plainHtml(text: string): string {
  return escapeHtml(shortened(plainText(text)));
}

/** The same, with the parts of TypeScript marked. */
export function codeHtml(source: string): string {
  return highlight(shortened(plainText(source)), "typescript");
}

/** A stranger's Markdown; as it was typed where it cannot be read as Markdown. */
export function markdownHtml(source: string): string {
  const text = shortened(source);
  try {
    return `<div class="markdown">${renderMarkdown(text)}</div>`;
  } catch {
    // Whatever a text did to the reader of Markdown, it is shown all the same.
    return `<pre class="text">${plainHtml(text)}</pre>`;
  }
}

/** What a cell showed, and the error it ended with. */
export function resultHtml({ status, name, message, traceback, outputs }: CellResult): string {
  const shown = outputs.filter(({ output_type }) => output_type !== "error").map(outputHtml);
  if (status === "ok") return shown.join("\n");
  const lines = traceback && traceback.length > 0 ? traceback.join("\n") : `${name}: ${message}`;
  return [...shown, `<pre class="text error">${plainHtml(lines)}</pre>`].join("\n");
}

function outputHtml(output: Output): string {
  if (output.output_type === "stream") return renderOutput({ ...output, text: shortened(output.text) });
  if (!isBundle(output)) return "";
  const data = Object.fromEntries(Object.entries(output.data).filter(([type]) => shownTypes.includes(type)));
  try {
    return renderOutput({ ...output, data });
  } catch {
    // As above: a display that cannot be formatted is shown as its text.
    return `<pre class="text">${plainHtml(String(data["text/plain"] ?? ""))}</pre>`;
  }
}

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\n… ${text.length - longestText} more characters`;
}

import { escapeHtml } from "../../claims/escape-html";
import { plainText } from "../terminal/plain-text";

/** Rows of texts as an HTML table; every text is escaped. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = (value: string) => escapeHtml(unbroken(plainText(value)));
  const head = headings.map((heading) => `<th scope="col">${text(heading)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((value) => `<td>${text(value)}</td>`).join("")}</tr>`)
    .join("");
  return `<table class="texts"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A value stays beside its standard error, a mark beside its word. */
function unbroken(text: string): string {
  return text.replace(/ ± /g, "\u00a0±\u00a0").replace(/^([✓✗?]) /, "$1\u00a0");
}

/** Sentences as paragraphs. */
export function textParagraphs(sentences: readonly string[]): string {
  return sentences.map((sentence) => `<p>${escapeHtml(plainText(sentence))}</p>`).join("");
}

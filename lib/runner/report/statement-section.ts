import { escapeHtml } from "../../claims/escape-html";
import type { ReportContents } from "./contents";
import { statementOf } from "./statement";

/** The reproducibility statement, to be pasted into a paper. */
export function renderStatement(contents: ReportContents): string {
  const { paragraphs, verification } = statementOf(contents);
  const text = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join("");
  return (
    '<section class="statement" id="statement"><h2>Reproducibility statement</h2>' +
    `<blockquote>${text}</blockquote><p>To verify, which prints nothing when all is equal:</p>` +
    `<pre class="text">${escapeHtml(verification)}</pre></section>`
  );
}

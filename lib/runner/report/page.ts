import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fontFiles } from "../../charts/static/font";
import { plotlySource } from "../../charts/static/plotly-source";
import { escapeHtml } from "../../claims/escape-html";
import { clientScript } from "./client-script";
import type { ReportContents, ReportSection } from "./contents";
import { renderEnvironment } from "./environment-section";
import { embedScript } from "./escape";
import { anchorOf, notebookTitle, renderNotebook } from "./notebook-section";
import { renderPapers } from "./papers-section";
import { runMark } from "./run-mark";
import { renderStatement } from "./statement-section";
import { reportStyle } from "./style";
import { renderSummary } from "./summary-section";

/**
 * The report as one HTML page that needs nothing else: scripts, styles, fonts, pictures and data are inside, and its
 * content security policy forbids the network and every script but these two.
 */
export function renderReport(contents: ReportContents): string {
  const scripts = [plotlySource(), clientScript].map(embedScript);
  const style = fontFaces() + reportStyle;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Model collapse: report</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#summary">To the claims</a>
<div class="page">
${renderNavigation(contents)}
<main>
${renderSummary(contents)}
${renderPapers(contents)}
${(contents.sections ?? []).map(renderSection).join("\n")}
${contents.runs.map(renderNotebook).join("\n")}
${renderStatement(contents)}
${renderEnvironment(contents)}
</main>
</div>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

/** Only scripts with these digests run; nothing is fetched from anywhere. */
function policy(scripts: readonly string[]): string {
  const digests = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${digests.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The font the charts are laid out with: with another their texts would not fit. */
function fontFaces(): string {
  const weights = [400, 600];
  return fontFiles()
    .map((file, index) => {
      const source = `url(data:font/ttf;base64,${readFileSync(file).toString("base64")}) format("truetype")`;
      return `@font-face{font-family:Inter;font-weight:${weights[index]};font-display:block;src:${source}}`;
    })
    .join("");
}

function renderSection({ id, title, html }: ReportSection): string {
  return `<section class="addition" id="${id}"><h2>${escapeHtml(title)}</h2>${html}</section>`;
}

function renderNavigation({ runs, sections = [] }: ReportContents): string {
  const hasClaims = runs.some(({ claims }) => claims.length > 0);
  const items = runs.map((run) => {
    const title = escapeHtml(notebookTitle(run));
    return `<li><a href="#${anchorOf(run.name)}">${runMark(run)}<span>${run.name.slice(0, 2)} · ${title}</span></a></li>`;
  });
  const added = sections.map(
    ({ id, title }) => `<li><a href="#${id}"><span class="mark">·</span>${escapeHtml(title)}</a></li>`,
  );
  return (
    '<nav aria-label="Contents"><div class="brand">Model collapse</div><ol>' +
    '<li><a href="#summary"><span class="mark">·</span>Verdicts</a></li>' +
    (hasClaims ? '<li><a href="#papers"><span class="mark">·</span>By paper and figure</a></li>' : "") +
    added.join("") +
    items.join("") +
    '<li><a href="#statement"><span class="mark">·</span>Reproducibility statement</a></li>' +
    '<li><a href="#environment"><span class="mark">·</span>How this was made</a></li></ol>' +
    '<button type="button" id="toggle-code" aria-pressed="false">Show all code</button></nav>'
  );
}

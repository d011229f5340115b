import { plotlyMimeType } from "../../charts/static/plotly-source";
import { claimsMimeType } from "../../claims/claim";
import { escapeHtml } from "../../claims/escape-html";
import { isClaimList } from "../execution/collect";
import type { Output, OutputData } from "../notebook/format";
import { isBundle } from "../notebook/format";
import { plainText } from "../terminal/plain-text";
import { renderClaimTable } from "./claim-table";
import { embedJson } from "./escape";
import { renderMarkdown } from "./markdown";
import { sanitize } from "./sanitize";

/** More text than this of one output is cut in the report; the notebook beside it has all. */
const longestText = 50_000;

/** An output of a cell as HTML. Nothing in it can run, load or leave its place. */
export function renderOutput(output: Output): string {
  if (output.output_type === "stream") {
    return `<pre class="text ${output.name}">${shownText(output.text)}</pre>`;
  }
  if (isBundle(output)) return `<div class="output">${renderBundle(output.data)}</div>`;
  const lines =
    output.traceback.length > 0 ? output.traceback.join("\n") : `${output.ename}: ${output.evalue}`;
  return `<pre class="text error">${shownText(lines)}</pre>`;
}

type Renderer = (content: unknown, data: OutputData) => string;

/** The richest first. */
const renderers: readonly (readonly [string, Renderer])[] = [
  [plotlyMimeType, renderFigure],
  [claimsMimeType, (content) => (isClaimList(content) ? renderClaimTable(content) : renderJson(content))],
  ["image/png", (content, data) => picture("image/png", String(content), data)],
  ["image/jpeg", (content, data) => picture("image/jpeg", String(content), data)],
  [
    "image/svg+xml",
    (content, data) => picture("image/svg+xml", Buffer.from(String(content)).toString("base64"), data),
  ],
  ["text/html", (content) => `<div class="html">${sanitize(String(content))}</div>`],
  ["text/markdown", (content) => renderMarkdown(String(content))],
  ["text/latex", (content) => renderMarkdown(String(content))],
  ["application/json", renderJson],
  ["text/plain", (content) => `<pre class="text">${shownText(String(content))}</pre>`],
];

function renderBundle(data: OutputData): string {
  const found = renderers.find(([mimeType]) => data[mimeType] !== undefined);
  return found === undefined ? "" : found[1](data[found[0]], data);
}

/** An interactive chart. Its picture stands there until the chart is drawn, where scripts are off, and in print. */
function renderFigure(figure: unknown, data: OutputData): string {
  const png = data["image/png"];
  const still = typeof png === "string" ? picture("image/png", png, data) : "";
  return (
    `<div class="chart">${still}<div class="plot"></div>` +
    `<script type="application/json">${embedJson(figure)}</script></div>`
  );
}

function renderJson(content: unknown): string {
  return `<pre class="text">${shownText(JSON.stringify(content, null, 2))}</pre>`;
}

function picture(mimeType: string, base64: string, data: OutputData): string {
  const description =
    typeof data["text/plain"] === "string" ? plainText(data["text/plain"]) : "Output picture";
  const source = `data:${mimeType};base64,${base64.replace(/[^A-Za-z0-9+/=]/g, "")}`;
  return `<img src="${source}" alt="${escapeHtml(description.slice(0, 1000))}">`;
}

function shownText(text: string): string {
  const clean = plainText(text);
  if (clean.length <= longestText) return escapeHtml(clean);
  const cut = clean.length - longestText;
  return `${escapeHtml(clean.slice(0, longestText))}\n… ${cut} more characters in the notebook beside this report`;
}

import { escapeHtml } from "../../claims/escape-html";
import type { DataNote } from "../execution/collect";
import { softwareText } from "../software";
import { formatDuration } from "../terminal/duration";
import { plainText } from "../terminal/plain-text";
import type { ReportContents } from "./contents";
import { renderDigests } from "./data-digests";
import { anchorOf } from "./notebook-section";

/** What it takes to get the same digits again, and what it took this time. */
export function renderEnvironment(contents: ReportContents): string {
  const { environment, scale, seed, command, began, seconds } = contents;
  const facts: [string, string][] = [
    ["Command", command],
    ["Scale", scale],
    ["Seed", seed === undefined ? "each notebook's own" : String(seed)],
    ["Began", began.toISOString().replace("T", " ").slice(0, 16).concat(" UTC")],
    ["Took", formatDuration(seconds)],
    ["Software", softwareText(environment.software)],
    ["Library", `SHA-256 ${environment.software.digest}`],
    ["Node", environment.node],
    ["System", environment.platform],
    ["Cores", environment.cores],
    ["Tensors", environment.backend],
  ];
  const list = facts
    .map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(plainText(value))}</dd>`)
    .join("");
  return (
    '<section class="environment" id="environment"><h2>How this was made</h2>' +
    `<dl class="facts">${list}</dl>${renderData(contents)}${renderTimes(contents)}</section>`
  );
}

const sourceTexts: Readonly<Record<DataNote["source"], string>> = {
  folder: "real data, from the folder in MODEL_COLLAPSE_DATA",
  cache: "real data, from the cache",
  download: "real data, downloaded by this run",
  "stand-in": "generated stand-in, not the real data",
};

function renderData({ runs }: ReportContents): string {
  const rows = runs.flatMap(({ name, data }) =>
    data.map((note) => {
      const remark =
        note.note === undefined ? "" : `<div class="note">${escapeHtml(plainText(note.note))}</div>`;
      return `<tr><td>${escapeHtml(plainText(note.name))}</td><td>${sourceTexts[note.source]}${remark}${renderDigests(note.files ?? [])}</td><td>${escapeHtml(name)}</td></tr>`;
    }),
  );
  if (rows.length === 0) return "";
  return `<h3>Data used</h3><div class="wide"><table><thead><tr><th>Data set</th><th>Source</th><th>Notebook</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function renderTimes({ runs }: ReportContents): string {
  const rows = runs.map(
    ({ name, status, seconds }) =>
      `<tr><td><a href="#${anchorOf(name)}">${escapeHtml(name)}</a></td><td>${status}</td><td>${formatDuration(seconds)}</td></tr>`,
  );
  return `<h3>Run times</h3><div class="wide"><table><thead><tr><th>Notebook</th><th>Status</th><th>Time</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

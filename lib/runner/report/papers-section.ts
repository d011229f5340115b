import { escapeHtml } from "../../claims/escape-html";
import type { Paper } from "../../claims/published/papers";
import { summarizeVerdicts } from "../../claims/verdicts";
import { decidingCell } from "../execution/deciding-cell";
import { claimCommand } from "../rerun-command";
import { plainText } from "../terminal/plain-text";
import { renderLegend } from "./claim-legend";
import { claimTable, renderClaim, renderHeadingRow } from "./claim-table";
import { claimsByPaper, type DecidedClaim, type PaperClaims } from "./claims-by-paper";
import type { ReportContents } from "./contents";
import { describeData } from "./data-digests";
import { anchorOf, cellAnchor } from "./notebook-section";
import { claimsMark } from "./run-mark";

/** More claims than this are folded, paper by paper. */
const mostUnfolded = 24;

/** Every claim under the paper, and the figure or theorem in it, that its published value comes from. */
export function renderPapers(contents: ReportContents): string {
  const groups = claimsByPaper(contents.runs);
  const count = contents.runs.reduce((sum, { claims }) => sum + claims.length, 0);
  if (count === 0) return "";
  const list = groups.map((group) => renderPaper(group, count <= mostUnfolded, contents));
  return (
    `<section class="papers" id="papers"><h2>By paper and figure</h2>${renderLegend()}${searchForm}` +
    `${list.join("")}<p class="note" id="nothing-found" hidden>No claim has all of these words.</p></section>`
  );
}

/** Does nothing, and is not shown, where scripts are off. */
const searchForm =
  '<div class="search" role="search" hidden><input type="search" id="claim-search" aria-label="Search the claims" ' +
  'placeholder="Search: a paper, a figure, a word, a notebook, undecided …"><output id="claim-count"></output></div>';

function renderPaper(group: PaperClaims, open: boolean, contents: ReportContents): string {
  const claims = group.places.flatMap((place) => place.claims.map(({ claim }) => claim));
  const heading =
    `${claimsMark(claims)}<span class="title">${escapeHtml(group.title)}</span>` +
    `<span class="status">${summarizeVerdicts(claims).text}</span>`;
  const bodies = group.places.flatMap(({ title, claims: placed }) => [
    ...(title === "" ? [] : [renderHeadingRow(title)]),
    ...placed.map((decided) => renderDecided(decided, contents)),
  ]);
  return (
    `<details class="group" id="paper-${group.key}"${open ? " open" : ""}><summary>${heading}</summary>` +
    `${group.paper === undefined ? "" : renderReference(group.paper)}${claimTable(bodies)}</details>`
  );
}

/** The paper's entry in the bibliography. */
function renderReference({ title, venue, doi, arXiv, code }: Paper): string {
  const link = (address: string, text: string) =>
    `<a href="https://${escapeHtml(address)}" rel="noopener noreferrer">${escapeHtml(text)}</a>`;
  const parts = [
    ...(title === undefined ? [] : [`<cite>${escapeHtml(title)}</cite>`]),
    ...(venue === undefined ? [] : [escapeHtml(venue)]),
    ...(doi === undefined ? [] : [link(`doi.org/${doi}`, `doi:${doi}`)]),
    ...(arXiv === undefined ? [] : [link(`arxiv.org/abs/${arXiv}`, `arXiv:${arXiv}`)]),
    ...(code === undefined ? [] : [link(code, "authors' code")]),
  ];
  return parts.length === 0 ? "" : `<p class="reference">${parts.join(" · ")}</p>`;
}

function renderDecided({ claim, run }: DecidedClaim, contents: ReportContents): string {
  const text = (value: string) => escapeHtml(plainText(value));
  const count = decidingCell(claim, run)?.execution_count ?? undefined;
  const notebook = `<a href="#${anchorOf(run.name)}">${text(run.name)}</a>`;
  const cell = count === undefined ? "" : `, <a href="#${cellAnchor(run.name, count)}">cell ${count}</a>`;
  const seed = run.settings.seed === undefined ? "none" : text(String(run.settings.seed));
  const facts = [
    ["Why", text(claim.reason)],
    ["Decided in", `${notebook}${cell}`],
    ["Seed", seed],
    ["Data", describeData(run.data)],
    ["Run it again", `<code>${text(claimCommand(claim, run, contents))}</code>`],
  ];
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("");
  const html = `<details class="check"><summary>Cell, data, command</summary><dl class="facts">${list}</dl></details>`;
  return renderClaim(claim, { id: claimAnchor(claim.id), html });
}

/** Where a claim stands in the list by paper. */
export function claimAnchor(id: string): string {
  return `claim-${id.replace(/[^\w.-]/g, "-")}`;
}

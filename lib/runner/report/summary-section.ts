import type { Claim } from "../../claims/claim";
import { escapeHtml } from "../../claims/escape-html";
import { summarizeVerdicts } from "../../claims/verdicts";
import type { NotebookRun } from "../execution/run";
import { formatDuration } from "../terminal/duration";
import { renderLegend } from "./claim-legend";
import { renderClaimTable } from "./claim-table";
import type { ReportContents } from "./contents";
import { anchorOf, notebookTitle } from "./notebook-section";
import { runMark } from "./run-mark";

/** The first thing to read: how many claims hold, then each of them. */
export function renderSummary({ runs, scale, seed, seconds }: ReportContents): string {
  const claims = runs.flatMap((run) => run.claims);
  const failed = runs.filter(({ status }) => status !== "completed").length;
  const size = `${runs.length} ${runs.length === 1 ? "notebook" : "notebooks"}`;
  const seedText = seed === undefined ? "" : `, seed ${seed}`;
  return (
    '<section id="summary"><h1>Which claims about model collapse hold?</h1>' +
    `<p class="lede">${headline(claims)} ${size} at ${scale} scale${seedText}, ${formatDuration(seconds)}.</p>` +
    tiles(claims, failed) +
    renderAttention(claims) +
    `${renderRuns(runs)}</section>`
  );
}

/** Among more claims than this, those to look at come apart from the others. */
const fewClaims = 24;

/** What a reviewer has to look at first. */
function renderAttention(claims: readonly Claim[]): string {
  const open = (["not reproduced", "undecided"] as const).flatMap((verdict) =>
    claims.filter((claim) => claim.verdict === verdict),
  );
  if (open.length === 0 || claims.length <= fewClaims) return "";
  return `<h2>Not reproduced or undecided</h2>${renderLegend()}${renderClaimTable(open)}`;
}

/** A line for each notebook, with where to find it. */
function renderRuns(runs: readonly NotebookRun[]): string {
  const rows = runs.map((run) => {
    const counts = run.claims.length === 0 ? "no claims" : summarizeVerdicts(run.claims).text;
    const status = run.status === "completed" ? counts : `${run.status}; ${counts}`;
    const title = `${run.name.slice(0, 2)} · ${notebookTitle(run)}`;
    return (
      `<li>${runMark(run)}<a class="title" href="#${anchorOf(run.name)}">${escapeHtml(title)}</a>` +
      `<span class="status">${status}</span></li>`
    );
  });
  return `<ol class="runs">${rows.join("")}</ol>`;
}

function headline(claims: readonly Claim[]): string {
  const { total, reproduced, notReproduced } = summarizeVerdicts(claims);
  if (total === 0) return "<strong>No claim was checked.</strong>";
  if (reproduced === total) return `<strong>All ${total} claims are reproduced.</strong>`;
  const contradicted = notReproduced === 0 ? "none is contradicted" : `${notReproduced} not`;
  return `<strong>${reproduced} of ${total} claims are reproduced, ${contradicted}.</strong>`;
}

function tiles(claims: readonly Claim[], failed: number): string {
  const { reproduced, notReproduced, undecided } = summarizeVerdicts(claims);
  const list = [
    tile("reproduced", reproduced, "✓ reproduced"),
    tile("contradicted", notReproduced, "✗ not reproduced"),
    tile("undecided", undecided, "? undecided"),
    ...(failed > 0
      ? [tile("contradicted", failed, failed === 1 ? "notebook not completed" : "notebooks not completed")]
      : []),
  ];
  return `<div class="tiles">${list.join("")}</div>`;
}

function tile(kind: string, value: number, label: string): string {
  const empty = value === 0 ? " empty" : "";
  return `<div class="tile ${kind}${empty}"><span class="value">${value}</span><span class="label">${label}</span></div>`;
}

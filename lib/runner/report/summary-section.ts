import type { Claim } from "../../claims/claim";
import { escapeHtml } from "../../claims/escape-html";
import { summarizeVerdicts } from "../../claims/verdicts";
import type { NotebookRun } from "../execution/run";
import { formatDuration } from "../terminal/duration";
import { renderClaimTable } from "./claim-table";
import type { ReportContents } from "./contents";
import { anchorOf, notebookTitle } from "./notebook-section";

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
    `<h2>By notebook</h2>${legend()}` +
    `${runs.map((run) => renderGroup(run, claims.length <= mostUnfolded)).join("")}</section>`
  );
}

/** More claims than this are folded, notebook by notebook. */
const mostUnfolded = 24;

/** What a reviewer has to look at first. */
function renderAttention(claims: readonly Claim[]): string {
  const open = (["not reproduced", "undecided"] as const).flatMap((verdict) =>
    claims.filter((claim) => claim.verdict === verdict),
  );
  if (open.length === 0 || claims.length <= mostUnfolded) return "";
  return `<h2>Not reproduced or undecided</h2>${renderClaimTable(open)}`;
}

function renderGroup(run: NotebookRun, unfolded: boolean): string {
  const title = escapeHtml(notebookTitle(run));
  const counts = run.claims.length === 0 ? "no claims" : summarizeVerdicts(run.claims).text;
  const status = run.status === "completed" ? counts : `${run.status}; ${counts}`;
  const heading = `${runMark(run)}<span class="title">${run.name.slice(0, 2)} · ${title}</span><span class="status">${status}</span>`;
  const table = run.claims.length === 0 ? "" : renderClaimTable(run.claims);
  const link = `<p class="note"><a href="#${anchorOf(run.name)}">To the notebook</a></p>`;
  return `<details class="group"${unfolded ? " open" : ""}><summary>${heading}</summary>${table}${link}</details>`;
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

function legend(): string {
  const sample = (content: string) =>
    `<svg class="scale" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">${content}</svg>`;
  return (
    '<p class="key">' +
    `<span>${sample('<path class="published" d="M9 2L16 9L9 16L2 9Z"/>')}published</span>` +
    `<span>${sample('<line class="bar" x1="1" x2="17" y1="9" y2="9"/><circle class="dot" cx="9" cy="9" r="3.6"/>')}` +
    "measured, with the standard errors its rule allows</span>" +
    `<span>${sample('<path class="rival" d="M5 5L13 13M5 13L13 5"/>')}rival: the value under “no effect”</span></p>`
  );
}

/** The state of a notebook as one character for the navigation. */
export function runMark({ status, claims }: NotebookRun): string {
  const contradicted = claims.some(({ verdict }) => verdict === "not reproduced");
  const undecided = claims.some(({ verdict }) => verdict === "undecided");
  const [mark, meaning] =
    status === "interrupted"
      ? ["–", "interrupted"]
      : status === "failed" || contradicted
        ? ["✗", status === "failed" ? "failed" : "a claim is not reproduced"]
        : undecided
          ? ["?", "a claim is undecided"]
          : ["✓", "every claim is reproduced"];
  return `<span class="mark" title="${meaning}">${mark}</span>`;
}

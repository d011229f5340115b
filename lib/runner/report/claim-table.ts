import type { Claim } from "../../claims/claim";
import { escapeHtml } from "../../claims/escape-html";
import { formatMeasurement, formatNumber } from "../../claims/format";
import { publishedText } from "../published-text";
import { plainText } from "../terminal/plain-text";
import { claimPicture } from "./claim-picture";
import { verdictBadge } from "./verdict-badge";

const headings = ["Verdict", "Claim", "", "Published", "Measured ± s.e.", "No effect"];

/** Claims as a table: numbers, evidence and source of each, and the reason where one is not reproduced. */
export function renderClaimTable(claims: readonly Claim[]): string {
  return claimTable(claims.map((claim) => renderClaim(claim)));
}

/** A table of what `renderClaim` and `renderHeadingRow` give. */
export function claimTable(bodies: readonly string[]): string {
  const head = headings.map((text) => `<th scope="col">${text}</th>`).join("");
  return `<table class="claims"><thead><tr>${head}</tr></thead>${bodies.join("")}</table>`;
}

/** A heading between claims. */
export function renderHeadingRow(title: string): string {
  const text = escapeHtml(plainText(title));
  return `<tbody class="heading"><tr><th colspan="${headings.length}" scope="rowgroup">${text}</th></tr></tbody>`;
}

/** How a claim is shown where there is more to say of it. */
export interface ClaimAddition {
  /** Where links to it lead. */
  readonly id: string;
  /** HTML below the source. */
  readonly html: string;
}

/** A claim as two rows: what it says with its numbers, and below, over the whole width, what it rests on. */
export function renderClaim(claim: Claim, addition?: ClaimAddition): string {
  const text = (value: string) => escapeHtml(plainText(value));
  const { id, statement, source, kind, reason, verdict } = claim;
  const numbers: [string, string][] = [
    ["published", publishedText(claim)],
    ["measured", formatMeasurement(claim.measured, claim.standardError)],
    ["rival", formatNumber(claim.rival)],
  ];
  const cells = numbers.map(
    ([name, value]) =>
      `<td class="number ${name}" data-label="${name}">${text(value).replace(/ ± /, " ±&nbsp;")}</td>`,
  );
  const why = verdict === "reproduced" ? "" : `<div class="reason">${text(reason)}</div>`;
  const evidence = `<div class="note"><span class="kind">${text(kind)}</span> ${text(source)} · <code>${text(id)}</code></div>`;
  const anchor = addition === undefined ? "" : ` id="${addition.id}"`;
  return (
    `<tbody class="claim"${anchor}><tr><td rowspan="2">${verdictBadge(verdict)}</td>` +
    `<td class="statement">${text(statement)}</td><td class="picture">${claimPicture(claim)}</td>${cells.join("")}</tr>` +
    `<tr><td colspan="${headings.length - 1}" class="basis">${why}${evidence}${addition?.html ?? ""}</td></tr></tbody>`
  );
}

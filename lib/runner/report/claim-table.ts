import type { Claim } from "../../claims/claim";
import { escapeHtml } from "../../claims/escape-html";
import { formatMeasurement, formatNumber } from "../../claims/format";
import { publishedText } from "../published-text";
import { plainText } from "../terminal/plain-text";
import { claimPicture } from "./claim-picture";
import { verdictBadge } from "./verdict-badge";

const headings = ["Verdict", "Claim", "", "Published", "Measured ± s.e.", "No effect"];

/** Claims as a table: a line for each, and the reason where one is not reproduced. */
export function renderClaimTable(claims: readonly Claim[]): string {
  const head = headings.map((text) => `<th scope="col">${text}</th>`).join("");
  const rows = claims.map(row).join("");
  return `<table class="claims"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

function row(claim: Claim): string {
  const text = (value: string) => escapeHtml(plainText(value));
  const { id, statement, source, kind, reason, verdict } = claim;
  const why = verdict === "reproduced" ? "" : `<div class="reason">${text(reason)}</div>`;
  const evidence = `<div class="note" title="${text(reason)}">${text(kind)}: ${text(source)} · <code>${text(id)}</code></div>`;
  const numbers: [string, string][] = [
    ["published", publishedText(claim)],
    ["measured", formatMeasurement(claim.measured, claim.standardError)],
    ["rival", formatNumber(claim.rival)],
  ];
  const cells = numbers.map(
    ([name, value]) =>
      `<td class="number ${name}" data-label="${name}">${text(value).replace(/ ± /, " ±&nbsp;")}</td>`,
  );
  return (
    `<tr><td>${verdictBadge(verdict)}</td><td><div class="statement">${text(statement)}</div>${why}${evidence}</td>` +
    `<td class="picture">${claimPicture(claim)}</td>${cells.join("")}</tr>`
  );
}

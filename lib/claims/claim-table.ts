import type { Claim } from "./claim";
import { escapeHtml } from "./escape-html";
import { formatMeasurement, formatNumber } from "./format";

const header = ["verdict", "claim", "published", "measured", "rival"];

/**
 * The claims as an aligned plain-text table, one line a claim, and below it a line with the reason of every
 * claim that was not reproduced or not decided.
 */
export function claimTableText(claims: readonly Claim[]): string {
  const rows = [header, ...claims.map(cellsOf)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => lengthOf(row[column]!))));
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column]!)).join("  "));
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const reasons = claims
    .filter((claim) => claim.verdict !== "reproduced")
    .map((claim) => `${claim.id}: ${claim.reason}`);
  return [lines[0]!, rule, ...lines.slice(1), ...reasons].map((line) => line.trimEnd()).join("\n");
}

/** The claims as an HTML table with their sources and reasons; every text is escaped. */
export function claimTableHtml(claims: readonly Claim[]): string {
  const head = ["Verdict", "Claim", "Published", "Measured ± s.e.", "Rival (no effect)"];
  const headings = head.map((text) => `<th style="text-align:left">${text}</th>`).join("");
  return `<table><thead><tr>${headings}</tr></thead><tbody>${claims.map(rowHtml).join("")}</tbody></table>`;
}

const verdictMarks = { reproduced: "✓", "not reproduced": "✗", undecided: "?" } as const;
const verdictColours = { reproduced: "#1a7f37", "not reproduced": "#b42318", undecided: "#8a6100" } as const;

function rowHtml(claim: Claim): string {
  const [, , published, measured, rival] = cellsOf(claim).map(escapeHtml);
  const verdict =
    `<strong style="color:${verdictColours[claim.verdict]}">` +
    `${verdictMarks[claim.verdict]} ${claim.verdict}</strong>`;
  const statement = `${escapeHtml(claim.statement)}<br><small>${escapeHtml(claim.reason)}</small>`;
  const source = `${published}<br><small>${escapeHtml(claim.kind)}: ${escapeHtml(claim.source)}</small>`;
  const cells = [verdict, statement, source, measured, rival];
  return `<tr>${cells.map((cell) => `<td style="text-align:left;vertical-align:top">${cell}</td>`).join("")}</tr>`;
}

function cellsOf(claim: Claim): string[] {
  return [
    `${verdictMarks[claim.verdict]} ${claim.verdict}`,
    claim.statement,
    publishedText(claim),
    formatMeasurement(claim.measured, claim.standardError),
    formatNumber(claim.rival),
  ];
}

function publishedText(claim: Claim): string {
  const published = formatNumber(claim.published);
  if (claim.rule.type === "at most") return `≤ ${published}`;
  if (claim.rule.type === "at least") return `≥ ${published}`;
  return claim.rule.margin ? `${published} (± ${formatNumber(claim.rule.margin)})` : published;
}

/** Characters as a reader counts them, so that ² or a pair of code units does not shift a column. */
function lengthOf(text: string): number {
  return [...text.normalize("NFC")].length;
}

function pad(text: string, width: number): string {
  return text + " ".repeat(width - lengthOf(text));
}

import type { Claim } from "../../claims/claim";
import { escapeHtml } from "../../claims/escape-html";
import { formatMeasurement, formatNumber } from "../../claims/format";
import { publishedText } from "../published-text";

const width = 120;
const height = 18;
const side = 9;
const middle = height / 2;

/**
 * The numbers of a claim on one line: published value (diamond), measured value with the standard errors that its rule
 * allows (dot and bar), and rival (cross).
 */
export function claimPicture(claim: Claim): string {
  const { published, measured, rival, standardError, rule } = claim;
  const reach = standardError * (rule.standardErrors ?? 4);
  const values = [published, rival, measured - reach, measured + reach];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const at = (value: number) =>
    side + (width - 2 * side) * (most > least ? (value - least) / (most - least) : 0.5);
  const [x, low, high] = [at(measured), at(measured - reach), at(measured + reach)].map((value) =>
    value.toFixed(1),
  );
  const label =
    `published ${publishedText(claim)}, measured ${formatMeasurement(measured, standardError)}, ` +
    `rival ${formatNumber(rival)}`;
  return (
    `<svg class="scale" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(label)}">` +
    `<line class="axis" x1="2" x2="${width - 2}" y1="${middle}" y2="${middle}"/>` +
    cross(at(rival)) +
    diamond(at(published)) +
    `<line class="bar" x1="${low}" x2="${high}" y1="${middle}" y2="${middle}"/>` +
    `<circle class="dot" cx="${x}" cy="${middle}" r="3.6"/></svg>`
  );
}

function cross(x: number): string {
  const [left, right] = [x - 4, x + 4].map((value) => value.toFixed(1));
  const [top, bottom] = [middle - 4, middle + 4];
  return `<path class="rival" d="M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}"/>`;
}

function diamond(x: number): string {
  const [left, centre, right] = [x - 7, x, x + 7].map((value) => value.toFixed(1));
  return `<path class="published" d="M${centre} ${middle - 7}L${right} ${middle}L${centre} ${middle + 7}L${left} ${middle}Z"/>`;
}

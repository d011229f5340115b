import { type Claim, claimsMimeType } from "../claims/claim";
import { claimTableHtml, claimTableText } from "../claims/claim-table";
import { type FrontEnd, frontEndKey } from "./figure";

/**
 * Shows the claim table of a notebook: one bundle with the claims as JSON (what the runner collects), as HTML
 * and as plain text. Outside a kernel, where nothing can be displayed, it prints the plain text to the
 * console.
 * @throws RangeError when there is no claim, or two claims share an id
 */
export function showClaims(claims: readonly Claim[]): void {
  if (claims.length === 0) throw new RangeError("showClaims needs at least one claim, got none");
  const ids = claims.map((claim) => claim.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) < index);
  if (repeated !== undefined) {
    throw new RangeError(`showClaims needs a different id for every claim, got "${repeated}" twice`);
  }
  const text = claimTableText(claims);
  const frontEnd = (globalThis as { [frontEndKey]?: FrontEnd })[frontEndKey];
  if (!frontEnd) {
    console.log(text);
    return;
  }
  frontEnd.display({
    [claimsMimeType]: claims,
    "text/html": claimTableHtml(claims),
    "text/plain": text,
  });
}

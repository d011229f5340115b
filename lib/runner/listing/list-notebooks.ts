import { listNotebooks, selectNotebooks } from "../notebook/select";
import type { RunOptions } from "../options";
import type { Terminal } from "../terminal/progress";
import { listLines } from "./list-lines";
import { listingOf } from "./notebook-listing";

/**
 * `npm start -- --list`: what there is to run. All notebooks with their settings; of those that are named the claims, too.
 * @throws UsageError with the nearest names for a word that names no notebook
 */
export function showList(options: RunOptions, folder: string, terminal: Terminal): void {
  const { notebooks, claims, json } = options;
  const words = notebooks.length > 0 ? notebooks : ["all"];
  const listings = selectNotebooks(words, listNotebooks(folder)).map(listingOf);
  if (json) {
    terminal.write(`${JSON.stringify(listings, null, 2)}\n`);
    return;
  }
  const withClaims = claims || (notebooks.length > 0 && !notebooks.includes("all"));
  const width = terminal.columns ?? 120;
  for (const line of listings.flatMap((listing) => listLines(listing, withClaims, width))) {
    terminal.write(`${line}\n`);
  }
}

import { printLiteral } from "../parameters/literal";
import { formatDuration } from "../terminal/duration";
import { plainText } from "../terminal/plain-text";
import { plainRows, table } from "../terminal/table";
import type { ListedClaim, ListedSetting, NotebookListing } from "./notebook-listing";

const indent = "    ";

/** A notebook for the terminal: question, file, claims, time and settings; with `claims` each of these, too. */
export function listLines(listing: NotebookListing, claims: boolean, width: number): string[] {
  const { number, name, question, core, verdicts } = listing;
  const facts = [`${name}.ipynb`, ...(core ? ["core"] : []), claimCount(verdicts)];
  const room = width - indent.length;
  return [
    `${number}  ${question}`,
    `${indent}${facts.join(" · ")}`,
    ...timeOf(listing).map((text) => `${indent}${text}`),
    "",
    ...settingsTable(listing.settings, room).map((line) => `${indent}${line}`),
    ...(claims ? ["", ...claimsTable(listing.claims, room).map((line) => `${indent}${line}`)] : []),
    "",
  ].map(plainText);
}

function claimCount(verdicts: NotebookListing["verdicts"]): string {
  if (verdicts === undefined) return "never executed";
  const { total, reproduced, notReproduced, undecided } = verdicts;
  const count = `${total} ${total === 1 ? "claim" : "claims"}`;
  return `${count}: ✓ ${reproduced}  ✗ ${notReproduced}  ? ${undecided} at quick scale`;
}

function timeOf({ expectedTime, quickSeconds }: NotebookListing): string[] {
  const measured =
    quickSeconds === undefined ? [] : [`${formatDuration(quickSeconds)} when it was committed`];
  const parts = [...(expectedTime === undefined ? [] : [expectedTime]), ...measured];
  return parts.length === 0 ? [] : [`run time: ${parts.join("; ")}`];
}

function settingsTable(settings: readonly ListedSetting[], width: number): string[] {
  const own = settings.filter(({ name }) => name !== "scale");
  if (own.length === 0) return ["no settings"];
  const rows = own.map(({ name, type, quick, paper, description }) => {
    const same = printLiteral(quick) === printLiteral(paper);
    return [name, type, printLiteral(quick), same ? "" : printLiteral(paper), description];
  });
  return table(["setting", "type", "quick", "paper, if other", "meaning"], rows, { width, wrapped: 4 });
}

/** Claims in the notebook's order, below the source that consecutive ones share. */
function claimsTable(claims: readonly ListedClaim[], width: number): string[] {
  if (claims.length === 0) return ["no claims are known: run npm run notebooks"];
  const sourceOf = ({ kind, source }: ListedClaim) => `${kind}: ${source}`;
  const groups: ListedClaim[][] = [];
  for (const claim of claims) {
    const last = groups.at(-1);
    if (last !== undefined && sourceOf(last[0]!) === sourceOf(claim)) last.push(claim);
    else groups.push([claim]);
  }
  const longest = Math.max(...claims.map(({ id }) => [...id].length));
  return groups.flatMap((group) => [
    sourceOf(group[0]!),
    ...plainRows(
      group.map(({ id, statement }) => [`  ${id.padEnd(longest)}`, statement]),
      { width, wrapped: 1 },
    ),
  ]);
}

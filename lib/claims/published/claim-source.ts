import { type Paper, papers } from "./papers";

/** What the text of a claim's `source` says. */
export interface ClaimSource {
  /** The paper that is cited first; absent when none is, or an unknown one. */
  readonly paper?: Paper;
  /** Figure, theorem, table, notebook or experiment in it: "fig. 1b", "Theorem 2". */
  readonly place?: string;
  /** Whether the value was derived for this workbook and stands in no paper. */
  readonly derived: boolean;
  /** Whether it follows from a definition or a textbook, and needs no paper. */
  readonly elementary: boolean;
}

/** Words that go on naming the place behind a comma: "GMM notebook, L2 figure". */
const furtherPlace =
  /^(?:and )?(?:eqs?\.|figs?\.|figure|table|theorem|corollary|§|outputs?\b|recorded outputs?|second setting|L2 figure|caption)/i;

/** Journal, preprint and title, which the bibliography has. */
const inBibliography = /^(?:arXiv \d{4}\.\d{4,5}|Nature \d+:\d+|PRL \d+|\d{6}|Collapse or Thrive)$/;

/** What a source text says: the paper, the place in it, and whether the value was derived here. */
export function parseClaimSource(text: string): ClaimSource {
  const derived = /^derived\b/i.test(text);
  const elementary = /^(?:elementary|Wright–Fisher model)\b/i.test(text);
  const cited = firstCitation(text);
  if (cited === undefined) return { derived, elementary };
  const place = placeIn(text.slice(cited.end));
  return { paper: cited.paper, ...(place === undefined ? {} : { place }), derived, elementary: false };
}

function firstCitation(text: string): { readonly paper: Paper; readonly end: number } | undefined {
  const found = papers.flatMap((paper) =>
    paper.citations.flatMap((citation) => {
      const at = text.indexOf(citation);
      return at < 0 ? [] : [{ paper, at, end: at + citation.length }];
    }),
  );
  return found.sort((a, b) => a.at - b.at)[0];
}

/** What stands behind a citation, up to where the finding begins; "Paper: finding" names no place. */
function placeIn(rest: string): string | undefined {
  if (!rest.startsWith(",")) return undefined;
  const [head] = apart(rest.slice(1), /[:;]/);
  const parts = apart(head!, /,/)
    .map((part) => part.trim())
    .filter((part) => part !== "as reported" && part !== "")
    .filter((part) => !inBibliography.test(part));
  const [first, ...further] = parts;
  if (first === undefined) return undefined;
  const end = further.findIndex((part) => !furtherPlace.test(part));
  const place = [first, ...further.slice(0, end < 0 ? undefined : end)].join(", ");
  return place.replace(/ \([^()]*\)$/, "");
}

/** Splits at marks that stand before a space and outside of parentheses. */
function apart(text: string, mark: RegExp): string[] {
  const parts = [""];
  let depth = 0;
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    const next = characters[index + 1] ?? " ";
    if (depth === 0 && mark.test(character) && next === " ") parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** A line of WikiText that is a title: as many equals signs before as behind, with spaces. */
const heading = /^(=(?: =)*) .+ \1$/;

/**
 * The lines of a text without WikiText's headings (` = Title = `, ` = = Section = = `) and without blank lines, each
 * without white space at its ends: in WikiText every one is a paragraph. All else stays as it is, `<unk>` and ` @-@ ` too.
 * O(characters).
 *
 * @example
 * import { plainLines } from "model-collapse";
 * plainLines(" \n = Lobsters = \n \n They are blue . \n They walk . \n").join("|"); // → They are blue .|They walk .
 */
export function plainLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !heading.test(line));
}

/**
 * A text as one stream for a language model: `plainLines`, joined by single spaces, so that neither headings nor line
 * breaks are learnt. O(characters).
 *
 * @example
 * import { runningText } from "model-collapse";
 * runningText(" = Lobsters = \n They are blue . \n \n They walk . \n"); // → They are blue . They walk .
 */
export function runningText(text: string): string {
  return plainLines(text).join(" ");
}

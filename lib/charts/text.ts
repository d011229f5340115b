import { codePoints, regularAdvances, semiBoldAdvances, unitsPerEm } from "./advances";

export type FontWeight = "regular" | "semibold";

const indexOfCodePoint: ReadonlyMap<number, number> = new Map(codePoints.map((code, index) => [code, index]));

/** Whether the shipped font draws every character of `text`. */
export function fontCovers(text: string): boolean {
  return [...text].every((character) => indexOfCodePoint.has(character.codePointAt(0)!));
}

/**
 * Width of one line of text in pixels: the sum of the shipped font's advances (it has no kerning). Sub- and
 * superscripts are taken at full size, which leaves a little more room than they need.
 */
export function textWidth(text: string, fontSize: number, weight: FontWeight = "regular"): number {
  const advances = weight === "semibold" ? semiBoldAdvances : regularAdvances;
  let units = 0;
  for (const character of text.replace(/<\/?(?:sub|sup|i|b)>/g, "")) {
    const index = indexOfCodePoint.get(character.codePointAt(0)!);
    units += index === undefined ? advanceOfUnknown(character) : advances[index];
  }
  return (units * fontSize) / unitsPerEm;
}

/** Zero-width spaces, which Plotly writes after subscripts, take no room; what we cannot draw is taken as wide. */
function advanceOfUnknown(character: string): number {
  return character === "\u200B" ? 0 : unitsPerEm;
}

/** Breaks `text` at spaces into lines no wider than `width` pixels; a longer word keeps a line of its own. */
export function wrapText(
  text: string,
  width: number,
  fontSize: number,
  weight: FontWeight = "regular",
): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/).filter(Boolean)) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize, weight) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

const allowedTags = /&lt;(\/?(?:sub|sup|i|b))&gt;/g;

/** Text for Plotly, which reads a little HTML: `<sub>`, `<sup>`, `<i>` and `<b>` work, all else is shown as it is. */
export function markup(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped.replace(allowedTags, "<$1>");
}

/** The same text without tags: superscripts after ^ and subscripts after _. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/<sup>/g, "^")
    .replace(/<sub>/g, "_")
    .replace(/<\/?(?:sub|sup|i|b)>/g, "");
}

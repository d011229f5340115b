import { stripVTControlCharacters } from "node:util";

/**
 * Text that a model or data printed, made safe to show: without ANSI sequences and control characters other than line
 * break and tab, without marks that turn the direction of writing, and with carriage returns carried out — of a
 * line that was drawn again and again only its last state remains.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").replace(/^.*\r/s, ""))
    .join("\n")
    .replace(unsafeCharacters, "");
}

/** Control characters except tab and line break; line and paragraph separators; marks that turn the direction of writing. */
const unsafeCharacters = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The same as one line of at most `width` characters, for progress lines. */
export function oneLine(text: string, width: number): string {
  const line = plainText(text).replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= width ? line : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

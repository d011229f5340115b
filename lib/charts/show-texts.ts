import { escapeHtml } from "../claims/escape-html";
import { requireSome } from "./checks";
import { deliver } from "./front-end";
import { type MarkedLine, markedLines, paragraph, repeatedPhrases } from "./marked-text";
import { colourOf } from "./palette";

/** A text under its name, such as “generation 3”. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** A prompt and what several models, or generations of one, wrote behind it. */
export interface ContinuedPrompt {
  readonly prompt: string;
  readonly continuations: readonly NamedText[];
}

export interface TextsSettings {
  readonly caption?: string;
  /** Phrases of at least so many words that a continuation repeats are marked; default 4. */
  readonly repeatedWords?: number;
  /** Characters shown of each text at most; default 1000. What is left out is counted. */
  readonly limit?: number;
}

/** A prompt, and continuations by column, as they are shown. */
interface ShownPrompt {
  readonly prompt: string;
  readonly texts: readonly string[];
}

interface Shown {
  readonly names: readonly string[];
  readonly rows: readonly ShownPrompt[];
  readonly caption?: string;
  readonly words: number;
  /** Whether any text repeats so many. */
  readonly marked: boolean;
}

/** Characters of all columns together, and of one at least and at most. */
const [tableWidth, narrowest, widest] = [112, 26, 64];
const plainWidth = 96;

/**
 * Shows what several generations write behind the same prompts, side by side: the prompt dimmed above, phrases that a
 * text repeats highlighted and bold. In plain text they stand below one another, repeated phrases between ⟦ and ⟧.
 * Whatever the texts hold is shown as text: nothing in them can act on the page or the terminal.
 *
 * @throws RangeError without prompts or continuations, when the continuations of prompts have different names, or a
 *   setting is out of range; TypeError when a text is no string
 */
export function showTexts(prompts: readonly ContinuedPrompt[], settings: TextsSettings = {}): void {
  const shown = shownOf(prompts, settings);
  deliver({ "text/html": textsHtml(shown), "text/plain": textsPlain(shown) });
}

function shownOf(
  prompts: readonly ContinuedPrompt[],
  { caption, repeatedWords = 4, limit = 1000 }: TextsSettings,
): Shown {
  if (!(Number.isInteger(repeatedWords) && repeatedWords >= 1 && Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(
      `showTexts needs repeatedWords and a limit of at least 1, got ${repeatedWords} and ${limit}`,
    );
  }
  requireSome("showTexts", "prompt", prompts);
  requireSome("showTexts", "continuation", prompts[0].continuations);
  const namesOf = ({ continuations }: ContinuedPrompt) => continuations.map(({ name }) => name);
  const names = namesOf(prompts[0]);
  const other = prompts.find((prompt) => namesOf(prompt).join("\n") !== names.join("\n"));
  if (other) {
    throw new RangeError(
      `showTexts needs continuations of the same names for every prompt, got ${names.join(", ")} and ${namesOf(other).join(", ")}`,
    );
  }
  const rows = prompts.map(({ prompt, continuations }) => ({
    prompt: shortened(prompt, limit),
    texts: continuations.map(({ text }) => shortened(text, limit)),
  }));
  const marked = rows.some(({ texts }) =>
    texts.some((text) => repeatedPhrases(text, repeatedWords).length > 0),
  );
  return {
    names: names.map(paragraph),
    rows,
    caption: caption && paragraph(caption),
    words: repeatedWords,
    marked,
  };
}

function shortened(text: string, limit: number): string {
  if (typeof text !== "string") {
    throw new TypeError(`showTexts needs texts as strings, got a value of type ${typeof text}`);
  }
  if (text.length <= limit) return paragraph(text) || "–";
  return `${paragraph(text.slice(0, limit))} … ${text.length - limit} more characters`;
}

function linesOf(text: string, words: number, width: number): MarkedLine[] {
  return markedLines(text, repeatedPhrases(text, words), width);
}

function textsHtml({ names, rows, caption, words, marked }: Shown): string {
  const width = Math.max(narrowest, Math.min(widest, Math.floor(tableWidth / names.length)));
  const all = width * names.length;
  const left = 'style="text-align:left;vertical-align:top"';
  const dimmed = `colspan="${names.length}" style="text-align:left;color:${colourOf("real")}"`;
  const inColumn = (text: string) =>
    `<td ${left}>${linesOf(text, words, width).map(lineHtml).join("<br />")}</td>`;
  const whole = (text: string) =>
    `<td ${dimmed}>${markedLines(text, [], all).map(lineHtml).join("<br />")}</td>`;
  const body = rows.map(
    ({ prompt, texts }) => `<tr>${whole(`Prompt: ${prompt}`)}</tr>\n<tr>${texts.map(inColumn).join("")}</tr>`,
  );
  const head = names.map((name) => `<th scope="col" style="text-align:left">${escapeHtml(name)}</th>`);
  return [
    "<table>",
    ...(caption ? [`<caption>${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody>`,
    ...(marked ? [`<tfoot><tr>${whole(`Marked: ${explained(words)}`)}</tr></tfoot>`] : []),
    "</table>",
  ].join("\n");
}

function lineHtml(line: MarkedLine): string {
  return line
    .map(({ text, marked }) => (marked ? `<mark><b>${escapeHtml(text)}</b></mark>` : escapeHtml(text)))
    .join("");
}

function textsPlain({ names, rows, caption, words, marked }: Shown): string {
  const labels = ["prompt", ...names];
  const margin = Math.max(...labels.map((label) => [...label].length)) + 2;
  const block = (label: string, lines: readonly string[]) =>
    lines.map((line, at) => (at === 0 ? label : "").padEnd(margin) + line);
  const width = Math.max(narrowest, plainWidth - margin);
  const plain = (text: string) => linesOf(text, words, width).map(linePlain);
  const blocks = rows.map(({ prompt, texts }) => [
    ...block("prompt", markedLines(prompt, [], width).map(linePlain)),
    ...names.flatMap((name, at) => block(name, plain(texts[at]))),
  ]);
  const body = blocks.map((lines) => lines.join("\n")).join("\n\n");
  return [...(caption ? [caption] : []), body, ...(marked ? [`⟦ ⟧: ${explained(words)}`] : [])].join("\n");
}

function linePlain(line: MarkedLine): string {
  return line.map(({ text, marked }) => (marked ? `⟦${text}⟧` : text)).join("");
}

function explained(words: number): string {
  return `phrases of ${words === 1 ? "a word" : `${words} words`} or more that a text repeats`;
}

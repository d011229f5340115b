import { repeatedNgramPositions } from "../metrics/text/repeated-ngrams";

/** Characters `start` … `end` − 1 of a text. */
export type TextSpan = readonly [start: number, end: number];

/** One line of text in pieces, some of them marked. */
export type MarkedLine = readonly { readonly text: string; readonly marked: boolean }[];

/** Control characters, halves of pairs, what is no character, and marks that turn the direction of writing. */
const unsafeCharacters = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

/** Accents beyond the fourth on one letter, which would cover the lines around it. */
const piledAccents = /(?<=\p{M}{4})\p{M}+/gu;

/**
 * Text of a model, made safe to show as one paragraph: line breaks as ⏎, other white space as single spaces, and what
 * could control a terminal or the direction of writing as �.
 */
export function paragraph(text: string): string {
  const oneLine = text
    .replace(/\r\n?|\n/g, " ⏎ ")
    .replace(/\s+/g, " ")
    .trim();
  return oneLine.replace(unsafeCharacters, "�").replace(piledAccents, "");
}

/**
 * Where a text repeats phrases of at least `words` words, every occurrence; punctuation counts as words, capitals as
 * small letters.
 */
export function repeatedPhrases(text: string, words: number): TextSpan[] {
  const pieces = [...text.matchAll(/[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+/gu)];
  if (pieces.length === 0) return [];
  const numbers = new Map<string, number>();
  const ids = pieces.map(([piece]) => {
    const word = piece.toLowerCase();
    if (!numbers.has(word)) numbers.set(word, numbers.size);
    return numbers.get(word)!;
  });
  const spans: [number, number][] = [];
  repeatedNgramPositions(Int32Array.from(ids), words).forEach((mark, at) => {
    if (mark === 0) return;
    const { index, 0: piece } = pieces[at];
    const end = index + piece.length;
    const last = spans[spans.length - 1];
    const goesOn = at > 0 && last?.[1] === pieces[at - 1].index + pieces[at - 1][0].length;
    if (goesOn) last[1] = end;
    else spans.push([index, end]);
  });
  return spans;
}

/**
 * A text in lines of at most `width` characters, broken at spaces, and inside words that are longer; marks go on
 * from line to line. Spans are in ascending order and do not overlap.
 */
export function markedLines(text: string, spans: readonly TextSpan[], width: number): MarkedLine[] {
  return lineSpans(text, width).map(([start, end]) => {
    const line: { text: string; marked: boolean }[] = [];
    let at = start;
    for (const [from, to] of spans) {
      const [first, last] = [Math.max(from, start), Math.min(to, end)];
      if (first >= last) continue;
      if (first > at) line.push({ text: text.slice(at, first), marked: false });
      line.push({ text: text.slice(first, last), marked: true });
      at = last;
    }
    return at < end ? [...line, { text: text.slice(at, end), marked: false }] : line;
  });
}

function lineSpans(text: string, width: number): TextSpan[] {
  const lines: [number, number][] = [];
  for (const { index, 0: word } of text.matchAll(/\S+/g)) {
    const last = lines[lines.length - 1];
    if (last && index + word.length - last[0] <= width) {
      last[1] = index + word.length;
      continue;
    }
    for (const [start, end] of partsOf(word, width)) lines.push([index + start, index + end]);
  }
  return lines;
}

/** A word in parts of at most `width` code units; none ends inside a pair. */
function partsOf(word: string, width: number): TextSpan[] {
  const parts: [number, number][] = [[0, 0]];
  for (const character of word) {
    const last = parts[parts.length - 1];
    if (last[1] + character.length - last[0] > width) parts.push([last[1], last[1] + character.length]);
    else last[1] += character.length;
  }
  return parts;
}
